import type { SimulateCustomPolicyRequest } from "@aws-sdk/client-iam";
import { type Context, parsePolicy, type Policy } from "@skylab/auth";
import { isAccountId, parseArn } from "@skylab/aws";
import { invalidInput } from "./errors.ts";
import { readContext } from "./simulation-context.ts";

/** A policy that is asked, by the name under which answers tell of it. */
export type SimulatedPolicy = { readonly id: string; readonly json: string; readonly policy: Policy };

/** Who is imagined to ask, where a simulation says so. */
export type SimulatedCaller = { readonly arn: string; readonly account: string };

/** What is to be found out: policies on the one side, actions and resources on the other. */
export type Simulation = {
  readonly identity: readonly SimulatedPolicy[];
  readonly boundary: SimulatedPolicy | undefined;
  readonly resourcePolicy: SimulatedPolicy | undefined;
  /** Service control policies, by level from the root of the organization down; none, outside of organizations. */
  readonly controls: readonly (readonly Policy[])[];
  /** The account that simulates. */
  readonly account: string;
  readonly caller: SimulatedCaller | undefined;
  /** The account that owns resources whose ARNs do not say it. */
  readonly owner: string | undefined;
  /** As they were given; `undefined` where none are. */
  readonly resources: readonly string[] | undefined;
  readonly context: Context;
};

/** What both simulations are asked with. */
export type SimulationInput = Omit<SimulateCustomPolicyRequest, "PolicyInputList" | "ActionNames"> & {
  readonly PolicyInputList?: readonly string[] | undefined;
  readonly ActionNames: readonly string[];
};

/** Policies of the account that count as well. */
export type OwnPolicies = {
  readonly identity: readonly SimulatedPolicy[];
  readonly boundary: SimulatedPolicy | undefined;
};

/**
 * Reads what is to be simulated; the words of the refusals were recorded from AWS.
 * @throws AwsError `InvalidInput`
 */
export function readSimulation(account: string, input: SimulationInput, own: OwnPolicies): Simulation {
  const resources = readResources(input.ResourceArns);
  checkActions(input);
  const context = readContext(input.ContextEntries ?? []);
  const caller = input.CallerArn === undefined ? undefined : readCaller(input.CallerArn);
  const owner = input.ResourceOwner === undefined ? undefined : readOwner(input.ResourceOwner);
  return {
    identity: [...own.identity, ...readPolicyList(input.PolicyInputList ?? [])],
    boundary: readBoundary(input.PermissionsBoundaryPolicyInputList ?? []) ?? own.boundary,
    resourcePolicy: readResourcePolicy(input.ResourcePolicy, caller, resources),
    controls: readControls(input.OrderedOrganizationPolicyInputList ?? []),
    account,
    caller,
    owner,
    resources,
    context,
  };
}

/** The policies of a `PolicyInputList`. @throws AwsError `InvalidInput` */
export const readPolicyList = (list: readonly string[]): readonly SimulatedPolicy[] =>
  list.map((json, index) => ({
    id: `PolicyInputList.${String(index + 1)}`,
    json,
    policy: compile(json, `Policy input list item ${String(index + 1)} has invalid content`),
  }));

function readBoundary(list: readonly string[]): SimulatedPolicy | undefined {
  if (list.length > 1) throw invalidInput("The list of Permissions Boundary policies cannot exceed 1 items.");
  const [json] = list;
  if (json === undefined) return undefined;
  const policy = compile(json, "Permissions Boundary policy input list item 1 has invalid content");
  return { id: "PermissionsBoundaryPolicyInputList.1", json, policy };
}

function readControls(levels: NonNullable<SimulationInput["OrderedOrganizationPolicyInputList"]>): readonly Policy[][] {
  return levels.map(({ ServiceControlPolicyInputList: list = [] }, index) => {
    const level = String(index + 1);
    if (list.length === 0) {
      throw invalidInput(`Organization policy at index ${level} must contain at least one service control policy`);
    }
    return list.map((json) => compile(json, `Organization policy at index ${level} has invalid content`));
  });
}

function readResourcePolicy(
  json: string | undefined,
  caller: SimulatedCaller | undefined,
  resources: readonly string[] | undefined,
): SimulatedPolicy | undefined {
  if (json === undefined) return undefined;
  if (caller === undefined) throw invalidInput("Invalid caller - Caller cannot be null or empty.");
  if (resources === undefined)
    throw invalidInput("Invalid Entity Arn: * does not clearly define entity type and name.");
  return { id: "ResourcePolicy", json, policy: compile(json, "Resource policy has invalid content") };
}

function compile(json: string, complaint: string): Policy {
  try {
    return parsePolicy(json);
  } catch {
    throw invalidInput(complaint);
  }
}

function readResources(arns: readonly string[] | undefined): readonly string[] | undefined {
  if (arns === undefined || arns.every((arn) => arn === "*")) return undefined;
  const wrong = arns.find((arn) => arn !== "*" && parseArn(arn) === undefined);
  if (wrong !== undefined) throw invalidInput(`ResourceNames are not in a valid ARN format: ${wrong}.`);
  return arns;
}

function checkActions({ ActionNames: actions, ResourceHandlingOption: option }: SimulationInput): void {
  if (actions.some((action) => !action.includes(":"))) {
    throw invalidInput("The action is invalid since it is missing names");
  }
  // Only EC2's actions have options, and they do not change what policies say.
  const other = option === undefined ? undefined : actions.find((action) => !/^ec2:/i.test(action));
  if (other !== undefined) {
    throw invalidInput(
      "Invalid input resource handling options. Action does not support resource handling options: " +
        `${other}. Please refer to the documentation for more details: ` +
        "https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html",
    );
  }
}

const CALLER = /^(?:user|group|role)\/.+$/;

function readCaller(arn: string): SimulatedCaller {
  const { account = "", resource = "", service } = parseArn(arn) ?? {};
  if (service !== "iam" || !isAccountId(account) || !CALLER.test(resource)) {
    throw invalidInput("Invalid caller - Caller must be an IAM user, role or group in this context.");
  }
  return { arn, account };
}

function readOwner(arn: string): string {
  const parsed = parseArn(arn);
  if (parsed === undefined) throw invalidInput(`'${arn}' is not a valid as a Resource Owner.`);
  if (parsed.service !== "iam" || !isAccountId(parsed.account)) throw invalidInput("Invalid Resource Owner.");
  return parsed.account;
}
