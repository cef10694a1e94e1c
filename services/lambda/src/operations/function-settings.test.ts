import { refusal, uniqueAccount } from "@skylab/service/testing";
import { expect, it } from "vitest";
import type { LambdaOperations, Operation } from "../operation.ts";
import { functionInput, newFunction } from "../testing/new-function.ts";
import { useLambda } from "../testing/use-lambda.ts";
import { CreateFunction } from "./CreateFunction.ts";
import { GetFunctionConfiguration } from "./GetFunctionConfiguration.ts";
import { UpdateFunctionConfiguration } from "./UpdateFunctionConfiguration.ts";

const test = useLambda();

type Input = LambdaOperations["CreateFunction"]["input"];
type Settings = Omit<LambdaOperations["UpdateFunctionConfiguration"]["input"], "FunctionName">;

const INVALID = "InvalidParameterValueException: ";

/** With what words a function with these settings is refused. */
const refused = (more: Partial<Input>): Promise<string> => {
  const account = uniqueAccount();
  return refusal(test().call(CreateFunction, functionInput(account, more), { account }));
};

it("settings are told as they were set, and stay where others change", async () => {
  const { as, FunctionName } = await newFunction(test());
  const set = async (settings: Settings): Promise<unknown> => {
    await test().call(UpdateFunctionConfiguration, { FunctionName, ...settings }, as);
    return test().call(GetFunctionConfiguration, { FunctionName }, as);
  };
  expect(await set({ MemorySize: 512, Timeout: 10, Description: "changed" })).toMatchObject({
    MemorySize: 512,
    Timeout: 10,
  });
  expect(await set({ Environment: { Variables: { A: "b" } }, EphemeralStorage: { Size: 1024 } })).toMatchObject({
    Description: "changed",
    MemorySize: 512,
    Environment: { Variables: { A: "b" } },
    EphemeralStorage: { Size: 1024 },
  });
  expect(await set({ Runtime: "python3.12", Handler: "app.main", TracingConfig: { Mode: "Active" } })).toMatchObject({
    Runtime: "python3.12",
    Handler: "app.main",
    TracingConfig: { Mode: "Active" },
    Environment: { Variables: { A: "b" } },
  });
  expect(await set({ Environment: { Variables: {} } })).toMatchObject({ Environment: { Variables: {} } });
});

it("what is set to nothing is gone: keys, dead letter queues, images' ways to start, layers", async () => {
  const target = "arn:aws:sqs:us-east-1:111122223333:dead";
  const key = "arn:aws:kms:us-east-1:111122223333:key/1";
  const { as, FunctionName } = await newFunction(test(), { DeadLetterConfig: { TargetArn: target }, KMSKeyArn: key });
  const before = await test().call(GetFunctionConfiguration, { FunctionName }, as);
  expect(before).toMatchObject({ DeadLetterConfig: { TargetArn: target }, KMSKeyArn: key });
  const nothing = { FunctionName, DeadLetterConfig: { TargetArn: "" }, KMSKeyArn: "", Layers: [] };
  await test().call(UpdateFunctionConfiguration, nothing, as);
  const after = await test().call(GetFunctionConfiguration, { FunctionName }, as);
  for (const name of ["DeadLetterConfig", "KMSKeyArn", "Layers"]) expect(after).not.toHaveProperty(name);
});

it("a function leaves its VPC as AWS shows it", async () => {
  const VpcConfig = { SubnetIds: ["subnet-1"], SecurityGroupIds: ["sg-1"] };
  const { as, FunctionName } = await newFunction(test(), { VpcConfig });
  const inVpc = await test().call(GetFunctionConfiguration, { FunctionName }, as);
  expect(inVpc.VpcConfig).toEqual({
    ...VpcConfig,
    VpcId: expect.stringMatching(/^vpc-[0-9a-f]{17}$/),
    Ipv6AllowedForDualStack: false,
  });
  const nothing = { SubnetIds: [], SecurityGroupIds: [] };
  await test().call(UpdateFunctionConfiguration, { FunctionName, VpcConfig: nothing }, as);
  const left = await test().call(GetFunctionConfiguration, { FunctionName }, as);
  expect(left.VpcConfig).toEqual({ ...nothing, VpcId: "", Ipv6AllowedForDualStack: false });
});

it("logs as JSON have levels, as text none", async () => {
  const { as, FunctionName } = await newFunction(test(), { LoggingConfig: { LogFormat: "JSON" } });
  const json = await test().call(GetFunctionConfiguration, { FunctionName }, as);
  expect(json.LoggingConfig).toEqual({
    LogFormat: "JSON",
    ApplicationLogLevel: "INFO",
    SystemLogLevel: "INFO",
    LogGroup: "/aws/lambda/work",
  });
  await test().call(UpdateFunctionConfiguration, { FunctionName, LoggingConfig: { LogGroup: "/mine" } }, as);
  await test().call(UpdateFunctionConfiguration, { FunctionName, LoggingConfig: { LogFormat: "Text" } }, as);
  const text = await test().call(GetFunctionConfiguration, { FunctionName }, as);
  expect(text.LoggingConfig).toEqual({ LogFormat: "Text", LogGroup: "/mine" });
});

it("a function of a zip file has a runtime, and a handler unless it starts itself", async () => {
  const mandatory = `${INVALID}Runtime and Handler are mandatory parameters for functions created with deployment packages.`;
  expect(await refused({ Runtime: undefined })).toBe(mandatory);
  expect(await refused({ Handler: undefined })).toBe(mandatory);
  const account = uniqueAccount();
  const input = functionInput(account, { Runtime: "provided.al2023", Handler: undefined });
  expect(await test().call(CreateFunction, input, { account })).toMatchObject({ Runtime: "provided.al2023" });
});

it("a runtime that has ended is refused in AWS's words", async () => {
  expect(await refused({ Runtime: "nodejs12.x" })).toBe(
    `${INVALID}The runtime parameter of nodejs12.x is no longer supported for creating or updating AWS Lambda functions. We recommend you use a supported runtime while creating or updating functions.`,
  );
});

const tooMuch = (value: number, member: string, most: number): string =>
  `ValidationException: 1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: Member must have value less than or equal to ${most}`;

it("memory and time end where AWS's do", async () => {
  expect(await refused({ MemorySize: 10_241 })).toBe(tooMuch(10_241, "memorySize", 10_240));
  expect(await refused({ Timeout: 901 })).toBe(tooMuch(901, "timeout", 900));
});

it("variables that are Lambda's own are refused, and more than 4 KB of them", async () => {
  expect(await refused({ Environment: { Variables: { AWS_REGION: "x", A: "b", _HANDLER: "y" } } })).toBe(
    `${INVALID}Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: AWS_REGION, _HANDLER`,
  );
  const Variables = { LARGE_VAR: "x".repeat(4096 - '{"LARGE_VAR":""}'.length) };
  const { FunctionName, as } = await newFunction(test(), { Environment: { Variables } });
  const more = { FunctionName, Environment: { Variables: { LARGE_VAR: `${Variables.LARGE_VAR}x` } } };
  expect(await refusal(test().call(UpdateFunctionConfiguration, more, as))).toBe(
    `${INVALID}Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit. String measured: ${JSON.stringify(more.Environment.Variables)}`,
  );
});

it("SnapStart is for runtimes that have it", async () => {
  expect(await refused({ Runtime: "python3.9", SnapStart: { ApplyOn: "PublishedVersions" } })).toBe(
    `${INVALID}python3.9 is not supported for SnapStart enabled functions.`,
  );
});

it("file systems are for functions in a VPC", async () => {
  const Arn = "arn:aws:elasticfilesystem:us-east-1:111122223333:access-point/fsap-0123456789abcdef0";
  expect(await refused({ FileSystemConfigs: [{ Arn, LocalMountPath: "/mnt/a" }] })).toBe(
    `${INVALID}Function must be configured to execute in a VPC to reference access point ${Arn}. Please update the function configuration to include VPC subnets and security groups.`,
  );
});

it("what is not built is refused rather than ignored", async () => {
  expect(await refused({ DurableConfig: { ExecutionTimeout: 60 } })).toBe(
    "NotImplemented: Skylab does not implement DurableConfig of Lambda yet.",
  );
  expect(await refused({ TenancyConfig: { TenantIsolationMode: "PER_TENANT" } })).toContain("TenancyConfig");
  expect(await refused({ PublishTo: "LATEST_PUBLISHED" })).toContain("PublishTo");
});

/** Where keys and policies count. */
const createStrictly: Operation<"CreateFunction"> = (input, call, store) =>
  CreateFunction(input, call, { ...store, auth: "enforce" });

it("where policies count a role must be the account's own, and trust Lambda; elsewhere any name will do", async () => {
  const as = { account: uniqueAccount() };
  const foreign = functionInput(as.account, { Role: "arn:aws:iam::999988887777:role/worker" });
  expect(await refusal(test().call(createStrictly, foreign, as))).toBe(
    "AccessDeniedException: Cross-account pass role is not allowed.",
  );
  expect(await test().call(CreateFunction, foreign, as)).toMatchObject({ Role: foreign.Role });
});
