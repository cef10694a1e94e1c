import { expect, test } from "vitest";
import { refusal } from "@skylab/service/testing";
import { allow, deny, onlyIf, policy } from "../testing/statements.ts";
import { useIam } from "../testing/use-iam.ts";
import { SimulateCustomPolicy } from "./SimulateCustomPolicy.ts";

// The cases follow answers recorded from AWS: positions, names, kinds and words are its own.

const iam = useIam();
const as = (account: string) => ({ account });
const ACCOUNT = "240000000001";
const CALLER = `arn:aws:iam::${ACCOUNT}:user/simulation/ada`;
const A = "arn:aws:s3:::stack/a";
const B = "arn:aws:s3:::stack/b";

type Input = Parameters<typeof SimulateCustomPolicy>[0];

/** Simulates s3:GetObject, if nothing else is said. */
const simulate = (PolicyInputList: string[], input: Partial<Input> = {}) =>
  iam().call(SimulateCustomPolicy, { PolicyInputList, ActionNames: ["s3:GetObject"], ...input }, as(ACCOUNT));

/** The result for the only action. */
async function result(...input: Parameters<typeof simulate>) {
  const { EvaluationResults: [only] = [] } = await simulate(...input);
  return only;
}

const statement = (SourcePolicyId: string, SourcePolicyType: string, [start, end]: readonly [number, number]) => ({
  SourcePolicyId,
  SourcePolicyType,
  StartPosition: { Line: 1, Column: start },
  EndPosition: { Line: 1, Column: end },
});

test("without resources there is one answer for all, and the statement that made it", async () => {
  expect(await simulate([policy(allow("s3:GetObject"))])).toEqual({
    EvaluationResults: [
      {
        EvalActionName: "s3:GetObject",
        EvalResourceName: "*",
        EvalDecision: "allowed",
        MatchedStatements: [statement("PolicyInputList.1", "IAM Policy", [38, 95])],
        MissingContextValues: [],
      },
    ],
    IsTruncated: false,
  });
});

test("each resource has its answer, and the action the strictest of them", async () => {
  const matched = [statement("PolicyInputList.1", "IAM Policy", [38, 114])];
  expect(await result([policy(allow("s3:GetObject", { Resource: A }))], { ResourceArns: [A, B] })).toEqual({
    EvalActionName: "s3:GetObject",
    EvalDecision: "implicitDeny",
    MatchedStatements: matched,
    MissingContextValues: [],
    EvalDecisionDetails: {},
    ResourceSpecificResults: [
      { EvalResourceName: A, EvalResourceDecision: "allowed", MatchedStatements: matched },
      { EvalResourceName: B, EvalResourceDecision: "implicitDeny" },
    ],
  });
});

test("a single resource is named with the action, too", async () => {
  expect(await result([policy(allow("*"))], { ResourceArns: [A] })).toMatchObject({ EvalResourceName: A });
});

test("of a denial only the statements that deny are told", async () => {
  const input = [policy(allow("s3:*"), deny("s3:GetObject")), policy(deny("s3:Get*"))];
  const { EvalDecision, MatchedStatements } = (await result(input)) ?? {};
  expect(EvalDecision).toBe("explicitDeny");
  expect(MatchedStatements?.map(({ SourcePolicyId }) => SourcePolicyId)).toEqual([
    "PolicyInputList.1",
    "PolicyInputList.2",
  ]);
});

test("statements are found where they stand in laid out text", async () => {
  const laidOut = JSON.stringify({ Version: "2012-10-17", Statement: [allow("s3:GetObject")] }, undefined, 2);
  expect(await result([laidOut])).toMatchObject({
    MatchedStatements: [{ StartPosition: { Line: 3, Column: 17 }, EndPosition: { Line: 8, Column: 6 } }],
  });
});

test("no policies at all deny", async () => {
  expect(await result([])).toMatchObject({ EvalDecision: "implicitDeny", MatchedStatements: [] });
});

test.each([
  ["another action's condition", policy(allow("s3:PutObject", onlyIf("stack:key")))],
  ["another resource's condition", policy(allow("s3:GetObject", { Resource: B, ...onlyIf("stack:key") }))],
  ["a denial's condition", policy(deny("s3:GetObject", onlyIf("stack:key")))],
  ["a condition that the key be there", policy(allow("s3:GetObject", onlyIf("stack:key", "Null", "false")))],
])("where nothing allows, the key of %s is missing, for the action and the resource", async (_, document) => {
  expect(await result([document], { ResourceArns: [A] })).toMatchObject({
    EvalDecision: "implicitDeny",
    MissingContextValues: ["stack:key"],
    ResourceSpecificResults: [{ MissingContextValues: ["stack:key"] }],
  });
});

test("where something allows, no key is missing", async () => {
  const input = [policy(allow("s3:GetObject")), policy(deny("s3:GetObject", onlyIf("stack:key")))];
  expect(await result(input)).toMatchObject({ EvalDecision: "allowed", MissingContextValues: [] });
});

test("a variable is missing like a key, unless the caller is a user", async () => {
  const input = [policy(allow("s3:GetObject", { Resource: "arn:aws:s3:::stack/${aws:username}" }))];
  const ResourceArns = ["arn:aws:s3:::stack/ada"];
  expect(await result(input, { ResourceArns })).toMatchObject({
    EvalDecision: "implicitDeny",
    MissingContextValues: ["aws:username"],
  });
  expect(await result(input, { ResourceArns, CallerArn: CALLER })).toMatchObject({ EvalDecision: "allowed" });
});

const shouted = (value: string) => ({
  ContextEntries: [{ ContextKeyName: "STACK:KEY", ContextKeyType: "string" as const, ContextKeyValues: [value] }],
});

test("context entries decide, in whatever letters their names are", async () => {
  const input = [policy(allow("s3:GetObject", onlyIf("stack:key")))];
  expect(await result(input, shouted("yes"))).toMatchObject({ EvalDecision: "allowed" });
  expect(await result(input, shouted("no"))).toMatchObject({ EvalDecision: "implicitDeny", MissingContextValues: [] });
});

test.each([
  [CALLER, CALLER],
  [undefined, "STUB_PRINCIPAL_FOR_POLICY_SIMULATOR"],
])("the user id of the caller %s is %s", async (CallerArn, id) => {
  const input = [policy(allow("s3:GetObject", onlyIf("aws:userid", "StringEquals", id)))];
  expect(await result(input, CallerArn === undefined ? {} : { CallerArn })).toMatchObject({ EvalDecision: "allowed" });
});

const bounded = (...statements: Parameters<typeof policy>) => ({
  PermissionsBoundaryPolicyInputList: [policy(...statements)],
});

test("a boundary that does not allow denies, without a statement", async () => {
  const input = { ...bounded(allow("s3:PutObject")), ResourceArns: [A] };
  expect(await result([policy(allow("s3:GetObject"))], input)).toEqual({
    EvalActionName: "s3:GetObject",
    EvalResourceName: A,
    EvalDecision: "implicitDeny",
    MatchedStatements: [],
    MissingContextValues: [],
    PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: false },
    EvalDecisionDetails: {},
    ResourceSpecificResults: [
      {
        EvalResourceName: A,
        EvalResourceDecision: "implicitDeny",
        PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: false },
      },
    ],
  });
});

test("a boundary allows by itself, whatever the policies do, and its statements grant nothing", async () => {
  expect(await result([policy(allow("s3:PutObject"))], bounded(allow("s3:*")))).toMatchObject({
    EvalDecision: "implicitDeny",
    PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: true },
  });
  const { MatchedStatements } = (await result([policy(allow("s3:GetObject"))], bounded(allow("s3:*")))) ?? {};
  expect(MatchedStatements).toEqual([statement("PolicyInputList.1", "IAM Policy", [38, 95])]);
});

test("a boundary denies with its statement, and its keys are missing", async () => {
  expect(await result([policy(allow("s3:GetObject"))], bounded(deny("s3:GetObject")))).toMatchObject({
    EvalDecision: "explicitDeny",
    MatchedStatements: [statement("PermissionsBoundaryPolicyInputList.1", "Permissions Boundary Policy", [38, 94])],
  });
  const conditional = bounded(allow("s3:GetObject", onlyIf("stack:boundary")));
  expect(await result([policy(allow("s3:GetObject"))], conditional)).toMatchObject({
    EvalDecision: "implicitDeny",
    MissingContextValues: ["stack:boundary"],
  });
});

const ResourcePolicy = policy({
  Effect: "Allow",
  Action: "s3:GetObject",
  Resource: "arn:aws:s3:::stack/*",
  Principal: { AWS: "*" },
});

test("a resource's policy allows by itself inside of its account", async () => {
  const input = { ResourceArns: [A], ResourcePolicy, CallerArn: CALLER };
  expect(await result([], input)).toMatchObject({
    EvalDecision: "allowed",
    MatchedStatements: [statement("ResourcePolicy", "Resource Policy", [38, 138])],
    EvalDecisionDetails: {},
  });
});

test("from another account both sides must allow, and each tells what it decides", async () => {
  const ResourceOwner = "arn:aws:iam::999999999999:root";
  const input = { ResourceArns: [A], ResourcePolicy, CallerArn: CALLER, ResourceOwner };
  const details = { "IAM Policy": "implicitDeny", "Resource Policy": "allowed" };
  expect(await result([], input)).toMatchObject({
    EvalDecision: "implicitDeny",
    MatchedStatements: [],
    EvalDecisionDetails: details,
    ResourceSpecificResults: [{ EvalDecisionDetails: details }],
  });
  expect(await result([policy(allow("s3:*"))], input)).toMatchObject({
    EvalDecision: "allowed",
    EvalDecisionDetails: { "IAM Policy": "allowed", "Resource Policy": "allowed" },
  });
});

/** Service control policies, one on each level. */
const levels = (...policies: string[]) => ({
  OrderedOrganizationPolicyInputList: policies.map((one) => ({ ServiceControlPolicyInputList: [one] })),
});

test("all levels of an organization must allow, and what it denies is not explained", async () => {
  const input = [policy(allow("s3:GetObject"))];
  const everything = policy(allow("*"));
  expect(await result(input, levels(everything, everything))).toMatchObject({
    EvalDecision: "allowed",
    OrganizationsDecisionDetail: { AllowedByOrganizations: true },
  });
  for (const [refusing, decision] of [
    [policy(deny("s3:GetObject")), "explicitDeny"],
    [policy(allow("s3:PutObject")), "implicitDeny"],
  ] as const) {
    expect(await result(input, levels(everything, refusing))).toMatchObject({
      EvalDecision: decision,
      MatchedStatements: [],
      OrganizationsDecisionDetail: { AllowedByOrganizations: false },
    });
  }
});

test("a page counts actions", async () => {
  const input = { ActionNames: ["s3:PutObject", "iam:GetUser", "s3:GetObject"], ResourceArns: [A, B], MaxItems: 2 };
  const first = await simulate([policy(allow("*"))], input);
  expect(first.EvaluationResults?.map(({ EvalActionName }) => EvalActionName)).toEqual(["s3:PutObject", "iam:GetUser"]);
  expect(first.IsTruncated).toBe(true);
  const second = await simulate([policy(allow("*"))], { ...input, Marker: first.Marker });
  expect(second).toMatchObject({ EvaluationResults: [{ EvalActionName: "s3:GetObject" }], IsTruncated: false });
});

const entryOf = (entry: NonNullable<Input["ContextEntries"]>[number]) => ({ ContextEntries: [entry] });
const typed = (ContextKeyType: "string" | "numeric" | "date" | "ip" | "binary", ...ContextKeyValues: string[]) =>
  entryOf({ ContextKeyName: "stack:key", ContextKeyType, ContextKeyValues });
const named = (ContextKeyName: string) => ({
  ContextKeyName,
  ContextKeyType: "string" as const,
  ContextKeyValues: ["a"],
});

test.each<[string, Partial<Input>]>([
  ["Policy input list item 1 has invalid content", { PolicyInputList: ["{"] }],
  [
    "Policy input list item 2 has invalid content",
    { PolicyInputList: [policy(allow("*")), '{"Version":"2099-01-01"}'] },
  ],
  [
    "The list of Permissions Boundary policies cannot exceed 1 items.",
    { PermissionsBoundaryPolicyInputList: ["", ""] },
  ],
  [
    "Organization policy at index 1 must contain at least one service control policy",
    { OrderedOrganizationPolicyInputList: [{ ServiceControlPolicyInputList: [] }] },
  ],
  ["The action is invalid since it is missing names", { ActionNames: ["GetObject"] }],
  ["ResourceNames are not in a valid ARN format: arn:aws:s3.", { ResourceArns: ["arn:aws:s3"] }],
  ["Invalid caller - Caller cannot be null or empty.", { ResourcePolicy, ResourceArns: [A] }],
  [
    "Invalid Entity Arn: * does not clearly define entity type and name.",
    { ResourcePolicy, ResourceArns: ["*"], CallerArn: CALLER },
  ],
  [
    "Invalid caller - Caller must be an IAM user, role or group in this context.",
    { CallerArn: `arn:aws:sts::${ACCOUNT}:assumed-role/role/session` },
  ],
  ["'not-an-arn' is not a valid as a Resource Owner.", { ResourceOwner: "not-an-arn" }],
  ["Invalid marker for pagination.", { Marker: "not-a-simulation-marker" }],
  ["ContextKeyName cannot be null or empty.", entryOf({ ContextKeyType: "string", ContextKeyValues: ["a"] })],
  ["Context key stack:key has invalid type null.", entryOf({ ContextKeyName: "stack:key", ContextKeyValues: ["a"] })],
  ["Context values for context key stack:key cannot be null or empty.", typed("string")],
  ["Context key string expected a single value, but received 2.", typed("string", "a", "b")],
  ["Invalid context value for key stack:key: expected numeric format.", typed("numeric", "0x10")],
  ["Invalid context value for key stack:key: expected DateTime format.", typed("date", "tomorrow")],
  ["Invalid context value for key stack:key: expected IP address.", typed("ip", "999.0.0.1")],
  ["Invalid context value for key stack:key: expected base-64 encoded binary format.", typed("binary", "!base64")],
  ["Duplicate context key: STACK:KEY.", { ContextEntries: [named("stack:key"), named("STACK:KEY")] }],
  [
    "Invalid input resource handling options. Action does not support resource handling options: s3:GetObject. Please " +
      "refer to the documentation for more details: " +
      "https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html",
    { ResourceHandlingOption: "EC2-VPC-EBS" },
  ],
])("%s", async (words, input) => {
  expect(await refusal(simulate([policy(allow("*"))], input))).toBe(`InvalidInputException: ${words}`);
});

test.each<Partial<Input>>([
  typed("numeric", "01.00"),
  typed("numeric", "1e2"),
  typed("date", "2035"),
  typed("date", "2026-01-02T03:04:05Z"),
  typed("ip", "203.0.113.7"),
  typed("ip", "2001:db8::1"),
  typed("binary", "aGVsbG8="),
  { ContextEntries: [{}] },
  entryOf({ ContextKeyName: "stack:key", ContextKeyType: "boolean", ContextKeyValues: ["perhaps"] }),
])("a context is taken whose values are of their type: %j", async (input) => {
  expect(await result([policy(allow("*"))], input)).toMatchObject({ EvalDecision: "allowed" });
});
