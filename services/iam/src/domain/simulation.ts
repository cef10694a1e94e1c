import type {
  EvaluationResult,
  PolicyEvaluationDecisionType as Decision,
  ResourceSpecificResult,
  Statement,
} from "@aws-sdk/client-iam";
import {
  type AccessDecision,
  type AccessRequest,
  contextKeysOf,
  evaluate,
  explain,
  type MatchedStatement,
  type Policy,
  statementPositions,
} from "@skylab/auth";
import { parseArn } from "@skylab/aws";
import type { SimulatedPolicy, Simulation } from "./simulation-input.ts";

/** Decides an action on each of the resources, by the same engine that enforces, and tells why. */
export function simulate(simulation: Simulation, action: string): EvaluationResult {
  const { resources } = simulation;
  const results = (resources ?? ["*"]).map((resource) => decideOn(simulation, { action, resource }));
  const isBounded = simulation.boundary !== undefined;
  return {
    EvalActionName: action,
    ...nameOf(resources),
    EvalDecision: strictest(results.map(({ decision }) => decision)),
    MatchedStatements: eachOnce(results.flatMap(({ matched }) => matched)),
    MissingContextValues: eachOnce(results.flatMap(({ missing }) => missing)),
    ...(simulation.controls.length > 0 && {
      OrganizationsDecisionDetail: {
        AllowedByOrganizations: results.every(({ controlled }) => controlled === "allowed"),
      },
    }),
    ...(isBounded && describeBoundary(results.every(({ bounded }) => bounded))),
    ...(resources && {
      EvalDecisionDetails: strictestDetails(results.map(({ details }) => details)),
      ResourceSpecificResults: results.map((result) => describeResult(result, isBounded)),
    }),
  };
}

/** Of several resources AWS names the action's kind, from a catalogue of all its services; where it knows none, nothing. */
function nameOf(resources: readonly string[] | undefined): { EvalResourceName?: string } {
  if (resources === undefined) return { EvalResourceName: "*" };
  const [only, ...others] = resources;
  return only === undefined || others.length > 0 ? {} : { EvalResourceName: only };
}

/** What is empty stands only with the action, not with each of its resources. */
function describeResult(
  { bounded, decision, details, matched, missing, resource }: Result,
  isBounded: boolean,
): ResourceSpecificResult {
  return {
    EvalResourceName: resource,
    EvalResourceDecision: decision,
    ...(matched.length > 0 && { MatchedStatements: [...matched] }),
    ...(missing.length > 0 && { MissingContextValues: [...missing] }),
    ...(Object.keys(details).length > 0 && { EvalDecisionDetails: details }),
    ...(isBounded && describeBoundary(bounded)),
  };
}

const describeBoundary = (allowed: boolean) => ({
  PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: allowed },
});

/** What each kind of policy decides by itself, where both sides of two accounts must allow. */
type Details = Record<string, Decision>;

type Result = {
  readonly resource: string;
  readonly decision: Decision;
  readonly matched: readonly Statement[];
  readonly missing: readonly string[];
  /** Whether the boundary allows, whatever the others do. */
  readonly bounded: boolean;
  /** What the organization's policies decide. */
  readonly controlled: Decision;
  readonly details: Details;
};

type Asked = { readonly action: string; readonly resource: string };

function decideOn(simulation: Simulation, { action, resource }: Asked): Result {
  const request = requestOf(simulation, { action, resource });
  const controlled = strictest(simulation.controls.map((level) => ofPolicies(request, level)));
  const bounded = simulation.boundary === undefined || ofPolicies(request, [simulation.boundary.policy]) === "allowed";
  const { decision: made, matched } = explain(request);
  const decision = strictest([controlled, DECISIONS[made.decision]]);
  // What the organization does not allow, AWS does not explain any further.
  const isExplained = controlled === "allowed";
  return {
    resource,
    decision,
    matched: isExplained ? statementsBehind(simulation, decision, matched) : [],
    missing: isExplained && decision === "implicitDeny" ? missingKeys(simulation) : [],
    bounded,
    controlled,
    details: isExplained ? detailsOf(simulation, request, matched) : {},
  };
}

const DECISIONS: Record<AccessDecision["decision"], Decision> = {
  allow: "allowed",
  explicitDeny: "explicitDeny",
  implicitDeny: "implicitDeny",
};

const STRICTEST_FIRST: readonly Decision[] = ["explicitDeny", "implicitDeny", "allowed"];

const strictest = (decisions: readonly Decision[]): Decision =>
  STRICTEST_FIRST.find((decision) => decisions.includes(decision)) ?? "allowed";

/** The user id that AWS imagines where no caller is given. */
const NOBODY = "STUB_PRINCIPAL_FOR_POLICY_SIMULATOR";

function requestOf({ caller, owner, ...simulation }: Simulation, { action, resource }: Asked): AccessRequest {
  const account = caller?.account ?? simulation.account;
  const { resourcePolicy } = simulation;
  return {
    // The id of a caller is its ARN here, which is what AWS answers to `aws:userid`.
    principal: { type: "AWS", account, arn: caller?.arn ?? NOBODY, id: caller?.arn ?? NOBODY },
    action,
    resource,
    // Without a policy of the resource's, nothing is said of its owner.
    resourceAccount: resourcePolicy ? (ownerOf(resource) ?? owner) : account,
    context: simulation.context,
    identityPolicies: simulation.identity.map(({ policy }) => policy),
    resourcePolicy: resourcePolicy?.policy,
    permissionsBoundary: simulation.boundary?.policy,
  };
}

function ownerOf(resource: string): string | undefined {
  const account = parseArn(resource)?.account;
  return account === "" ? undefined : account;
}

/** What these policies decide by themselves. */
function ofPolicies(request: AccessRequest, identityPolicies: readonly Policy[]): Decision {
  const { action, context, principal, resource } = request;
  const resourceAccount = principal.type === "AWS" ? principal.account : undefined;
  return DECISIONS[evaluate({ action, context, principal, resource, resourceAccount, identityPolicies }).decision];
}

function detailsOf(simulation: Simulation, request: AccessRequest, matched: readonly MatchedStatement[]): Details {
  const { principal, resourceAccount } = request;
  const isWithin = resourceAccount === undefined || (principal.type === "AWS" && principal.account === resourceAccount);
  if (simulation.resourcePolicy === undefined || isWithin) return {};
  const ofResource = new Set(matched.filter(({ kind }) => kind === "resource").map(({ effect }) => effect));
  const allowed = ofResource.has("Allow") ? "allowed" : "implicitDeny";
  return {
    "IAM Policy": ofPolicies(request, request.identityPolicies),
    "Resource Policy": ofResource.has("Deny") ? "explicitDeny" : allowed,
  };
}

function strictestDetails(all: readonly Details[]): Details {
  const kinds = new Set(all.flatMap((details) => Object.keys(details)));
  return Object.fromEntries(
    [...kinds].map((kind) => [kind, strictest(all.map((details) => details[kind] ?? "allowed"))]),
  );
}

/** The statements that made the decision: for what nothing allowed there are none. */
function statementsBehind(
  simulation: Simulation,
  decision: Decision,
  matched: readonly MatchedStatement[],
): readonly Statement[] {
  const behind = {
    explicitDeny: ({ effect }: MatchedStatement) => effect === "Deny",
    // A boundary grants nothing.
    allowed: ({ effect, kind }: MatchedStatement) => effect === "Allow" && kind !== "boundary",
    implicitDeny: () => false,
  }[decision];
  return matched.filter(behind).flatMap((statement) => describeStatement(simulation, statement));
}

/** The words that AWS answers; its API lists others. */
const SOURCE_TYPES = {
  identity: "IAM Policy",
  resource: "Resource Policy",
  boundary: "Permissions Boundary Policy",
} as const;

function describeStatement(
  { boundary, identity, resourcePolicy }: Simulation,
  { kind, policy, statement }: MatchedStatement,
): readonly Statement[] {
  if (kind === "session") return [];
  const sources: Record<typeof kind, SimulatedPolicy | undefined> = {
    identity: identity[policy],
    resource: resourcePolicy,
    boundary,
  };
  const source = sources[kind];
  const position = source && statementPositions(source.json)[statement];
  if (!source || !position) return [];
  return [
    {
      SourcePolicyId: source.id,
      SourcePolicyType: SOURCE_TYPES[kind] as Statement["SourcePolicyType"], // as: AWS answers what its API does not list.
      StartPosition: { Line: position.start.line, Column: position.start.column },
      EndPosition: { Line: position.end.line, Column: position.end.column },
    },
  ];
}

/** All that the policies ask for and the simulation does not have, whatever action or resource it is asked for. */
function missingKeys(simulation: Simulation): readonly string[] {
  const { boundary, context, identity, resourcePolicy } = simulation;
  const known = new Set([...Object.keys(context), ...knownOf(simulation)].map((key) => key.toLowerCase()));
  const policies = [...identity, ...(boundary ? [boundary] : []), ...(resourcePolicy ? [resourcePolicy] : [])];
  return contextKeysOfAll(policies).filter((key) => !known.has(key.toLowerCase()));
}

/** What AWS knows of the caller without being told. */
function knownOf({ caller }: Simulation): readonly string[] {
  if (caller === undefined) return ["aws:PrincipalAccount", "aws:userid"];
  const ofAll = ["aws:PrincipalArn", "aws:PrincipalAccount", "aws:userid"];
  return caller.arn.includes(":user/") ? [...ofAll, "aws:username"] : ofAll;
}

/** The condition keys that policies ask for, each once. */
export function contextKeysOfAll(policies: readonly Pick<SimulatedPolicy, "policy">[]): readonly string[] {
  const keys = new Map<string, string>();
  for (const key of policies.flatMap(({ policy }) => contextKeysOf(policy))) {
    if (!keys.has(key.toLowerCase())) keys.set(key.toLowerCase(), key);
  }
  return [...keys.values()];
}

/** Of things that are equal, the first. */
const eachOnce = <Item>(items: readonly Item[]): Item[] =>
  [...new Map(items.toReversed().map((item) => [JSON.stringify(item), item])).values()].toReversed();
