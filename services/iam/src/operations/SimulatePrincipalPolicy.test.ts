import type { Group, Role, User } from "@skylab/identity";
import { expect, test } from "vitest";
import { putGroup } from "../store/groups.ts";
import { putPolicy } from "../store/policies.ts";
import { putRole } from "../store/roles.ts";
import { putUser } from "../store/users.ts";
import { refusal } from "@skylab/service/testing";
import { allow, deny, onlyIf, policy } from "../testing/statements.ts";
import { useIam } from "../testing/use-iam.ts";
import { GetContextKeysForCustomPolicy } from "./GetContextKeysForCustomPolicy.ts";
import { GetContextKeysForPrincipalPolicy } from "./GetContextKeysForPrincipalPolicy.ts";
import { SimulatePrincipalPolicy } from "./SimulatePrincipalPolicy.ts";

// As the cases of SimulateCustomPolicy, these follow answers recorded from AWS.

const iam = useIam();
const as = (account: string) => ({ account });
const A = "arn:aws:s3:::stack/a";

/** An account with a user in a group, a role, and policies of all kinds. */
async function populate(account: string): Promise<void> {
  const common = { createdAt: 0, tags: {}, path: "/simulation/" };
  const managedArn = `arn:aws:iam::${account}:policy/simulation/managed`;
  const boundaryArn = `arn:aws:iam::${account}:policy/simulation/boundary`;
  const held = { attachedPolicies: [managedArn], createdAt: 0, path: "/simulation/" };
  const group: Group = {
    ...held,
    name: "team",
    id: "AGPA00000000000000000",
    inlinePolicies: { MayPut: policy(allow("s3:PutObject")) },
  };
  const user: User = {
    ...common,
    ...held,
    name: "ada",
    id: "AIDA00000000000000000",
    inlinePolicies: { MayGet: policy(allow("s3:GetObject", { Resource: A })) },
    attachedPolicies: [],
    groups: ["team"],
    accessKeyIds: [],
    permissionsBoundary: boundaryArn,
  };
  const role: Role = {
    ...common,
    ...held,
    name: "worker",
    id: "AROA00000000000000000",
    inlinePolicies: { MayGet: policy(allow("s3:GetObject")) },
    attachedPolicies: ["arn:aws:iam::aws:policy/AmazonSQSFullAccess"],
    assumeRolePolicy: policy({
      Effect: "Allow",
      Action: "sts:AssumeRole",
      Principal: { Service: "ec2.amazonaws.com" },
    }),
    maxSessionDuration: 3600,
    instanceProfiles: [],
  };
  await iam().store.change(account, (rows) => {
    putGroup(rows, group);
    putUser(rows, user);
    putRole(rows, role);
    for (const [name, document] of [
      ["managed", policy(allow("s3:DeleteObject", onlyIf("stack:key")))],
      ["boundary", policy(allow(["s3:GetObject", "s3:PutObject"]))],
    ] as const) {
      putPolicy(rows, {
        ...common,
        name,
        id: `ANPA${name}`,
        updatedAt: 0,
        defaultVersion: "v1",
        versions: [{ id: "v1", document, createdAt: 0 }],
        lastVersion: 1,
      });
    }
    return Promise.resolve();
  });
}

type PrincipalInput = Parameters<typeof SimulatePrincipalPolicy>[0];
const ACTIONS = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"];

/** The decisions on what a user, a group or a role would do to `A`, and whose policies made them. */
async function decisions(account: string, source: string, input: Partial<PrincipalInput> = {}) {
  const PolicySourceArn = `arn:aws:iam::${account}:${source}`;
  const { EvaluationResults = [] } = await iam().call(
    SimulatePrincipalPolicy,
    { PolicySourceArn, ActionNames: ACTIONS, ResourceArns: [A], ...input },
    as(account),
  );
  return EvaluationResults.map(({ EvalDecision, MatchedStatements = [] }) =>
    [EvalDecision, ...MatchedStatements.map(({ SourcePolicyId }) => SourcePolicyId)].join(" "),
  );
}

test("a user is simulated with its groups and its boundary, a group and a role by themselves", async () => {
  const account = "240000000002";
  await populate(account);
  expect(await decisions(account, "user/simulation/ada")).toEqual([
    "allowed user_ada_MayGet",
    "allowed group_team_MayPut",
    "implicitDeny",
  ]);
  const ContextEntries = [
    { ContextKeyName: "stack:key", ContextKeyType: "string" as const, ContextKeyValues: ["yes"] },
  ];
  expect(await decisions(account, "group/simulation/team", { ContextEntries })).toEqual([
    "implicitDeny",
    "allowed group_team_MayPut",
    "allowed managed",
  ]);
  expect(
    await decisions(account, "role/simulation/worker", { ActionNames: ["s3:GetObject", "sqs:SendMessage"] }),
  ).toEqual(["allowed role_worker_MayGet", "allowed AmazonSQSFullAccess"]);
});

test("the path of the source may be wrong, its name may not", async () => {
  const account = "240000000003";
  await populate(account);
  expect(await decisions(account, "user/elsewhere/ada")).toContain("allowed user_ada_MayGet");
  expect(await refusal(decisions(account, "user/simulation/bob"))).toBe(
    "NoSuchEntityException: Unable to retrieve specified IAM entity.",
  );
});

test("further policies add to those of the source", async () => {
  const account = "240000000004";
  await populate(account);
  expect(await decisions(account, "user/ada", { PolicyInputList: [policy(deny("*"))] })).toEqual(
    ACTIONS.map(() => "explicitDeny PolicyInputList.1"),
  );
});

test("another boundary takes the place of the source's own", async () => {
  const account = "240000000005";
  await populate(account);
  const input = { PermissionsBoundaryPolicyInputList: [policy(allow("s3:GetObject"))] };
  expect(await decisions(account, "user/ada", input)).toEqual([
    "allowed user_ada_MayGet",
    "implicitDeny",
    "implicitDeny",
  ]);
});

test.each<[string, NonNullable<PrincipalInput["PolicyExclusionList"]>[number], string[]]>([
  ["inline policies", { PolicyType: "inline" }, ["implicitDeny", "implicitDeny", "implicitDeny"]],
  ["AWS's policies", { PolicyType: "aws-managed" }, ["allowed", "allowed", "implicitDeny"]],
  ["the boundary", { PolicyType: "permission-boundary" }, ["allowed", "allowed", "allowed"]],
  ["one inline policy", inline("MayPut", "group", "team"), ["allowed", "implicitDeny", "implicitDeny"]],
  ["inline policies by a pattern", inline("MayPut", "group", "te*"), ["allowed", "implicitDeny", "implicitDeny"]],
  ["another holder's inline policy", inline("MayPut", "user", "ada"), ["allowed", "allowed", "implicitDeny"]],
])("a simulation leaves out %s", async (_, excluded, expected) => {
  const account = "240000000006";
  await populate(account);
  const ContextEntries = [
    { ContextKeyName: "stack:key", ContextKeyType: "string" as const, ContextKeyValues: ["yes"] },
  ];
  const input = { ContextEntries, PolicyExclusionList: [excluded] };
  const made = await decisions(account, "user/ada", input);
  expect(made.map((decision) => decision.split(" ")[0])).toEqual(expected);
});

function inline(PolicyName: string, AttachmentType: "user" | "group", AttachmentName: string) {
  return { InlinePolicyIdentifier: { PolicyName, AttachmentType, AttachmentName } };
}

test.each([
  ["arn:aws:iam::240000000007:root", "Invalid ARN provided in the request: arn:aws:iam::240000000007:root"],
  [
    "arn:aws:sts::240000000007:assumed-role/role/session",
    "Invalid ARN provided in the request: arn:aws:sts::240000000007:assumed-role/role/session",
  ],
  ["not-an-arn-but-long-enough", "Invalid ARN provided in the request: not-an-arn-but-long-enough"],
  [
    "arn:aws:iam::999999999999:user/ada",
    "Invalid Policy Source Arn: caller's account 240000000007 does not have access to policies in account 999999999999.",
  ],
])("the source %s is refused", async (PolicySourceArn, words) => {
  const simulated = iam().call(SimulatePrincipalPolicy, { PolicySourceArn, ActionNames: ACTIONS }, as("240000000007"));
  expect(await refusal(simulated)).toBe(`InvalidInputException: ${words}`);
});

test("the context keys of policies are told, each once", async () => {
  const PolicyInputList = [
    policy(allow("s3:*", onlyIf("aws:SourceIp", "IpAddress", "203.0.113.0/24"))),
    policy(
      allow("s3:*", { Resource: "arn:aws:s3:::stack/${aws:username}", ...onlyIf("AWS:sourceip", "Null", "true") }),
    ),
  ];
  const { ContextKeyNames } = await iam().call(GetContextKeysForCustomPolicy, { PolicyInputList });
  expect(ContextKeyNames?.toSorted()).toEqual(["aws:SourceIp", "aws:username"]);
});

test("the context keys of a user are those of its groups, too, and of further policies", async () => {
  const account = "240000000008";
  await populate(account);
  const input = {
    PolicySourceArn: `arn:aws:iam::${account}:user/ada`,
    PolicyInputList: [policy(allow("s3:*", onlyIf("stack:more")))],
  };
  expect(await iam().call(GetContextKeysForPrincipalPolicy, input, as(account))).toEqual({
    ContextKeyNames: ["stack:key", "stack:more"],
  });
});
