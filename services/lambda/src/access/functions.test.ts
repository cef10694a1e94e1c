import { AwsError } from "@skylab/aws";
import { performer, type TestCaller, uniqueAccount } from "@skylab/service/testing";
import { expect, it } from "vitest";
import type { LambdaOperations } from "../operation.ts";
import { lambda } from "../service.ts";
import { functionInput, newFunction, zipOf } from "../testing/new-function.ts";
import { useLambda } from "../testing/use-lambda.ts";

const test = useLambda();

const alice = (account: string, ...statements: readonly object[]): TestCaller => ({
  as: { account, arn: `arn:aws:iam::${account}:user/alice`, id: "AIDAALICE" },
  statements: statements.map((statement) => Object.assign({ Effect: "Allow" }, statement)),
});

/** What an operation comes to: `allowed`, or what its caller is told. */
async function ask<Name extends keyof LambdaOperations>(
  operation: Name,
  input: LambdaOperations[Name]["input"],
  by: TestCaller,
): Promise<string> {
  const perform = performer(lambda(test().engines), test().clock);
  try {
    await perform(operation, input, by);
    return "allowed";
  } catch (error) {
    if (error instanceof AwsError) return `${error.code}: ${error.message}`;
    throw error;
  }
}

const denied = (account: string, action: string, resource: string): string =>
  `AccessDeniedException: User: arn:aws:iam::${account}:user/alice is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`;

it("whoever makes a function must be allowed to, and to hand over its role", async () => {
  const account = uniqueAccount();
  const input = functionInput(account);
  const arn = `arn:aws:lambda:us-east-1:${account}:function:work`;
  const create = { Action: "lambda:CreateFunction", Resource: arn };
  expect(await ask("CreateFunction", input, alice(account))).toBe(denied(account, "lambda:CreateFunction", arn));
  expect(await ask("CreateFunction", input, alice(account, create))).toBe(denied(account, "iam:PassRole", input.Role));
  const pass = {
    Action: "iam:PassRole",
    Resource: input.Role,
    Condition: { StringEquals: { "iam:PassedToService": "lambda.amazonaws.com" } },
  };
  expect(await ask("CreateFunction", input, alice(account, create, pass))).toBe("allowed");
  const { FunctionName, Role } = input;
  const update = { Action: "lambda:UpdateFunctionConfiguration", Resource: arn };
  expect(await ask("UpdateFunctionConfiguration", { FunctionName, Timeout: 9 }, alice(account, update))).toBe(
    "allowed",
  );
  expect(await ask("UpdateFunctionConfiguration", { FunctionName, Role }, alice(account, update))).toBe(
    denied(account, "iam:PassRole", Role),
  );
});

it("a role of another account is none to hand over: only where policies count, somebody minds", async () => {
  const account = uniqueAccount();
  const input = functionInput(account, { Role: "arn:aws:iam::999988887777:role/worker" });
  const make = { Action: "lambda:CreateFunction", Resource: "*" };
  expect(await ask("CreateFunction", input, alice(account, make))).toBe("allowed");
});

it("tags are set by who may tag, and decide who may do what", async () => {
  const account = uniqueAccount();
  const input = functionInput(account, { Tags: { team: "blue" } });
  const arn = `arn:aws:lambda:us-east-1:${account}:function:work`;
  const make = { Action: ["lambda:CreateFunction", "iam:PassRole"], Resource: "*" };
  expect(await ask("CreateFunction", input, alice(account, make))).toBe(denied(account, "lambda:TagResource", arn));
  const tag = {
    Action: "lambda:TagResource",
    Resource: "*",
    Condition: { StringEquals: { "aws:RequestTag/team": "blue" } },
  };
  expect(await ask("CreateFunction", input, alice(account, make, tag))).toBe("allowed");
  const ofTeam = (team: string): TestCaller =>
    alice(account, {
      Action: "lambda:GetFunction",
      Resource: "*",
      Condition: { StringEquals: { "aws:ResourceTag/team": team } },
    });
  expect(await ask("GetFunction", { FunctionName: "work" }, ofTeam("blue"))).toBe("allowed");
  expect(await ask("GetFunction", { FunctionName: "work" }, ofTeam("red"))).toBe(
    denied(account, "lambda:GetFunction", arn),
  );
});

it("a layer is used by who may read it: another account's by its policy", async () => {
  const owner = uniqueAccount();
  const { as, FunctionName } = await newFunction(test());
  const root: TestCaller = { as: { account: owner } };
  const perform = performer(lambda(test().engines), test().clock);
  await perform("PublishLayerVersion", { LayerName: "tools", Content: { ZipFile: zipOf() } }, root);
  const arn = `arn:aws:lambda:us-east-1:${owner}:layer:tools:1`;
  const use = { FunctionName, Layers: [arn] };
  const refused = `AccessDeniedException: User: arn:aws:iam::${as.account}:root is not authorized to perform: lambda:GetLayerVersion on resource: ${arn} because no resource-based policy allows the lambda:GetLayerVersion action`;
  expect(await ask("UpdateFunctionConfiguration", use, { as })).toBe(refused);
  expect(await ask("GetLayerVersionByArn", { Arn: arn }, { as })).toBe(refused);
  const permission = { StatementId: "them", Action: "lambda:GetLayerVersion", Principal: as.account };
  await perform("AddLayerVersionPermission", { LayerName: "tools", VersionNumber: 1, ...permission }, root);
  expect(await ask("UpdateFunctionConfiguration", use, { as })).toBe("allowed");
  expect(await ask("GetLayerVersionByArn", { Arn: arn }, { as })).toBe("allowed");
});

it("the versions of another account's layer are listed by nobody", async () => {
  const [owner, account] = [uniqueAccount(), uniqueAccount()];
  const arn = `arn:aws:lambda:us-east-1:${owner}:layer:tools`;
  expect(await ask("ListLayerVersions", { LayerName: arn }, { as: { account } })).toBe(
    `AccessDeniedException: User: arn:aws:iam::${account}:root is not authorized to perform: lambda:ListLayerVersions on resource: ${arn} because no resource-based policy allows the lambda:ListLayerVersions action`,
  );
  expect(await ask("ListLayerVersions", { LayerName: arn }, { as: { account: owner } })).toBe("allowed");
});

it("tags of a function are shown to who may list them, and else why not", async () => {
  const { arn, as, FunctionName } = await newFunction(test(), { Tags: { team: "blue" } });
  const perform = performer(lambda(test().engines), test().clock);
  const get = { Action: "lambda:GetFunction", Resource: arn };
  const shown = await perform(
    "GetFunction",
    { FunctionName },
    alice(as.account, get, { Action: "lambda:ListTags", Resource: arn }),
  );
  expect(shown).toMatchObject({ Tags: { team: "blue" } });
  const hidden = await perform("GetFunction", { FunctionName }, alice(as.account, get));
  expect(hidden).not.toHaveProperty("Tags");
  const { TagsError: { ErrorCode, Message } = {} } = hidden;
  expect(`${ErrorCode}: ${Message}`).toBe(denied(as.account, "lambda:ListTags", arn));
});

it("what is tagged when it is made is tagged by who may", async () => {
  const account = uniqueAccount();
  const SigningProfileVersionArns = [`arn:aws:signer:us-east-1:${account}:/signing-profiles/ours/a1b2c3d4e5`];
  const input = { AllowedPublishers: { SigningProfileVersionArns }, Tags: { team: "blue" } };
  const make = { Action: "lambda:CreateCodeSigningConfig", Resource: "*" };
  const any = `arn:aws:lambda:us-east-1:${account}:code-signing-config:*`;
  expect(await ask("CreateCodeSigningConfig", input, alice(account, make))).toBe(
    denied(account, "lambda:TagResource", any),
  );
  const tag = { Action: "lambda:TagResource", Resource: any };
  expect(await ask("CreateCodeSigningConfig", input, alice(account, make, tag))).toBe("allowed");
});

it("functions of other accounts are shown to nobody whom they do not allow it", async () => {
  const { arn } = await newFunction(test());
  const stranger = uniqueAccount();
  expect(await ask("GetFunction", { FunctionName: arn }, { as: { account: stranger } })).toBe(
    `AccessDeniedException: User: arn:aws:iam::${stranger}:root is not authorized to perform: lambda:GetFunction on resource: ${arn} because no resource-based policy allows the lambda:GetFunction action`,
  );
});

it("layers, networks and code signing of functions may be conditions", async () => {
  const account = uniqueAccount();
  const only = (Condition: object): TestCaller =>
    alice(
      account,
      { Action: "*", Resource: "*" },
      { Effect: "Deny", Action: "lambda:CreateFunction", Resource: "*", Condition },
    );
  const inVpc = functionInput(account, { VpcConfig: { SubnetIds: ["subnet-1"], SecurityGroupIds: ["sg-1"] } });
  for (const Condition of [
    { "ForAnyValue:StringEquals": { "lambda:SubnetIds": "subnet-1" } },
    { "ForAnyValue:StringEquals": { "lambda:SecurityGroupIds": "sg-1" } },
  ]) {
    expect(await ask("CreateFunction", inVpc, only(Condition))).toContain("with an explicit deny");
    expect(
      await ask(
        "CreateFunction",
        functionInput(account, { FunctionName: `f${Math.random()}`.replace(".", "") }),
        only(Condition),
      ),
    ).toBe("allowed");
  }
});

it("a runtime that does not exist is refused in Lambda's own words", async () => {
  const account = uniqueAccount();
  // as: no client of ours would send it.
  const input = functionInput(account, { Runtime: "non-existent-runtime" as "nodejs22.x" });
  expect(await ask("CreateFunction", input, { as: { account } })).toMatch(
    /^InvalidParameterValueException: Value non-existent-runtime at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: \[nodejs20\.x, python3\.14, .*\] or be a valid ARN$/,
  );
});

it("what a change may be on is the function, and what a listing is on is everything", async () => {
  const { arn, as, FunctionName } = await newFunction(test());
  const version = `${arn}:1`;
  const nobody = alice(as.account);
  expect(await ask("UpdateFunctionCode", { FunctionName, ZipFile: zipOf() }, nobody)).toBe(
    denied(as.account, "lambda:UpdateFunctionCode", arn),
  );
  expect(await ask("PublishVersion", { FunctionName }, nobody)).toBe(denied(as.account, "lambda:PublishVersion", arn));
  expect(await ask("DeleteFunction", { FunctionName, Qualifier: "1" }, nobody)).toBe(
    denied(as.account, "lambda:DeleteFunction", version),
  );
  expect(await ask("ListFunctions", {}, nobody)).toBe(denied(as.account, "lambda:ListFunctions", "*"));
  expect(await ask("ListTags", { Resource: arn }, nobody)).toBe(denied(as.account, "lambda:ListTags", arn));
});
