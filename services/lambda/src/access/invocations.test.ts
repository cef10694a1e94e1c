import { AwsError } from "@skylab/aws";
import { performer, type TestCaller } from "@skylab/service/testing";
import { beforeEach, expect, it } from "vitest";
import type { LambdaOperations } from "../operation.ts";
import { lambda } from "../service.ts";
import { keepVersions } from "../testing/keep-versions.ts";
import { noOthers } from "../testing/no-others.ts";
import { useLambda } from "../testing/use-lambda.ts";

const test = useLambda();
beforeEach(() => test().answers(noOthers));

const OWNER = "111122223333";
const STRANGER = "444455556666";
const place = { account: OWNER, region: "us-east-1" };
const arn = (name: string): string => `arn:aws:lambda:us-east-1:${OWNER}:function:${name}`;

const asOwner: TestCaller = { as: { account: OWNER } };
const stranger: TestCaller = { as: { account: STRANGER } };

/** A service of AWS's that calls on behalf of something of an account's. */
const service = (name: string, sourceArn: string, account = OWNER): TestCaller => ({
  as: { account, arn: name, id: name, service: { name, sourceArn } },
});

const alice = (...statements: readonly object[]): TestCaller => ({
  as: { account: OWNER, arn: `arn:aws:iam::${OWNER}:user/alice`, id: "AIDAALICE" },
  statements,
});

type Permission = Omit<LambdaOperations["AddPermission"]["input"], "FunctionName" | "StatementId">;

/** A function, its version 1 and its alias `live`, and permissions. */
async function keep(name: string, ...permissions: readonly Permission[]): Promise<void> {
  await keepVersions(test().store, { place, name }, 1);
  const perform = performer(lambda(test().engines), test().clock);
  await perform("CreateAlias", { FunctionName: name, Name: "live", FunctionVersion: "1" }, asOwner);
  for (const [at, permission] of permissions.entries()) {
    await perform("AddPermission", { FunctionName: name, StatementId: `s${at}`, ...permission }, asOwner);
  }
}

/** Whether somebody may invoke it: `allowed`, or what they are told. */
async function invoke(FunctionName: string, by: TestCaller): Promise<string> {
  const perform = performer(lambda(test().engines), test().clock);
  try {
    await perform("Invoke", { FunctionName, InvocationType: "DryRun" }, by);
    return "allowed";
  } catch (error) {
    if (error instanceof AwsError) return `${error.code}: ${error.message}`;
    throw error;
  }
}

const INVOKE = "lambda:InvokeFunction";

it("in its own account root may invoke a function, and a user what its policies allow", async () => {
  await keep("own");
  expect(await invoke("own", asOwner)).toBe("allowed");
  expect(await invoke("own", alice())).toBe(
    `AccessDeniedException: User: arn:aws:iam::${OWNER}:user/alice is not authorized to perform: lambda:InvokeFunction on resource: ${arn("own")} because no identity-based policy allows the lambda:InvokeFunction action`,
  );
  expect(await invoke("own", alice({ Effect: "Allow", Action: INVOKE, Resource: arn("own") }))).toBe("allowed");
});

it("another account is let in by a permission alone", async () => {
  await keep("shared");
  expect(await invoke(arn("shared"), stranger)).toContain("no resource-based policy allows");
  await keep("shared-too", { Action: INVOKE, Principal: STRANGER });
  expect(await invoke(arn("shared-too"), stranger)).toBe("allowed");
  expect(await invoke(arn("shared-too"), { as: { account: "777788889999" } })).toContain("AccessDeniedException");
});

it("a user of the account is let in by a permission of its own", async () => {
  await keep("for-alice", { Action: INVOKE, Principal: `arn:aws:iam::${OWNER}:user/alice` });
  expect(await invoke("for-alice", alice())).toBe("allowed");
});

it("a service is let in by a permission, for the source that it names", async () => {
  const bucket = "arn:aws:s3:::photos";
  await keep("resize", { Action: INVOKE, Principal: "s3.amazonaws.com", SourceArn: bucket, SourceAccount: OWNER });
  expect(await invoke(arn("resize"), service("s3.amazonaws.com", bucket))).toBe("allowed");
  expect(await invoke(arn("resize"), service("s3.amazonaws.com", "arn:aws:s3:::others"))).toContain("AccessDenied");
  expect(await invoke(arn("resize"), service("s3.amazonaws.com", bucket, STRANGER))).toContain("AccessDenied");
  expect(await invoke(arn("resize"), service("sns.amazonaws.com", bucket))).toContain("AccessDenied");
});

it("a source may be a pattern, as API Gateway's are", async () => {
  const api = `arn:aws:execute-api:us-east-1:${OWNER}:abc123`;
  await keep("api", { Action: INVOKE, Principal: "apigateway.amazonaws.com", SourceArn: `${api}/*/GET/pets` });
  expect(await invoke(arn("api"), service("apigateway.amazonaws.com", `${api}/prod/GET/pets`))).toBe("allowed");
  expect(await invoke(arn("api"), service("apigateway.amazonaws.com", `${api}/prod/POST/pets`))).toContain("Denied");
});

it("a service that nobody permits is refused in the function's own account, too", async () => {
  await keep("unpermitted");
  const refused = await invoke(arn("unpermitted"), service("sns.amazonaws.com", "arn:aws:sns:us-east-1:1:t"));
  expect(refused).toContain("AccessDeniedException");
});

it("a permission of the function is none of its versions and aliases, nor the other way round", async () => {
  await keep("qualified", { Action: INVOKE, Principal: STRANGER });
  expect(await invoke(arn("qualified"), stranger)).toBe("allowed");
  for (const qualifier of ["1", "live", "$LATEST"]) {
    expect(await invoke(`${arn("qualified")}:${qualifier}`, stranger)).toContain("AccessDeniedException");
  }
  await keep("qualified-too", { Action: INVOKE, Principal: STRANGER, Qualifier: "live" });
  expect(await invoke(`${arn("qualified-too")}:live`, stranger)).toBe("allowed");
  expect(await invoke(arn("qualified-too"), stranger)).toContain("AccessDeniedException");
});

it("what is permitted by a function's URL is not permitted without it", async () => {
  await keep("by-url", { Action: INVOKE, Principal: "*", InvokedViaFunctionUrl: true });
  expect(await invoke(arn("by-url"), stranger)).toContain("AccessDeniedException");
});

it("an organization's accounts are let in where a request says that it is theirs", async () => {
  await keep("organized", { Action: INVOKE, Principal: "*", PrincipalOrgID: "o-1234567890" });
  expect(await invoke(arn("organized"), stranger)).toContain("AccessDeniedException");
});

it("a policy that denies keeps out root", async () => {
  await keep("denied");
  const perform = performer(lambda(test().engines), test().clock);
  const statement = { Effect: "Deny", Principal: "*", Action: INVOKE, Resource: arn("denied") };
  const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  await perform("PutResourcePolicy", { ResourceArn: arn("denied"), Policy }, asOwner);
  expect(await invoke("denied", asOwner)).toContain("with an explicit deny in a resource-based policy");
});

it("who may add permissions may be bound to whom they are for", async () => {
  await keep("bound");
  const perform = performer(lambda(test().engines), test().clock);
  const condition = { StringEquals: { "lambda:Principal": "s3.amazonaws.com" } };
  const by = alice({ Effect: "Allow", Action: "lambda:AddPermission", Resource: "*", Condition: condition });
  const add = (Principal: string): Promise<unknown> =>
    perform("AddPermission", { FunctionName: "bound", StatementId: "s", Action: INVOKE, Principal }, by);
  await expect(add("*")).rejects.toThrow("is not authorized to perform: lambda:AddPermission");
  await add("s3.amazonaws.com");
});

it("who may change URLs may be bound to how they let callers in", async () => {
  await keep("bound-urls");
  const perform = performer(lambda(test().engines), test().clock);
  const condition = { StringEquals: { "lambda:FunctionUrlAuthType": "AWS_IAM" } };
  const by = alice({ Effect: "Allow", Action: "lambda:*FunctionUrlConfig", Resource: "*", Condition: condition });
  const named = { FunctionName: "bound-urls" };
  await expect(perform("CreateFunctionUrlConfig", { ...named, AuthType: "NONE" }, by)).rejects.toThrow(
    "not authorized",
  );
  await perform("CreateFunctionUrlConfig", { ...named, AuthType: "AWS_IAM" }, by);
  await perform("DeleteFunctionUrlConfig", named, by);
});

it("the model's own constraints hold before all of it", async () => {
  await keep("constrained");
  const perform = performer(lambda(test().engines), test().clock);
  const RoutingConfig = { AdditionalVersionWeights: { 1: 2 } };
  const alias = { FunctionName: "constrained", Name: "canary", FunctionVersion: "1", RoutingConfig };
  await expect(perform("CreateAlias", alias, asOwner)).rejects.toThrow(
    "1 validation error detected: Value '{1=2.0}' at 'routingConfig.additionalVersionWeights' failed to satisfy constraint: Map value must satisfy constraint: [Member must have value less than or equal to 1.0, Member must have value greater than or equal to 0.0, Member must not be null]",
  );
});
