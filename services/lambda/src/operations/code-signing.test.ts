import { refusal, testCall, uniqueAccount } from "@skylab/service/testing";
import { expect, it } from "vitest";
import { functionInput, newFunction, zipOf } from "../testing/new-function.ts";
import { useLambda } from "../testing/use-lambda.ts";
import { CreateCodeSigningConfig } from "./CreateCodeSigningConfig.ts";
import { CreateFunction } from "./CreateFunction.ts";
import { DeleteCodeSigningConfig } from "./DeleteCodeSigningConfig.ts";
import { DeleteFunctionCodeSigningConfig } from "./DeleteFunctionCodeSigningConfig.ts";
import { GetCodeSigningConfig } from "./GetCodeSigningConfig.ts";
import { GetFunctionCodeSigningConfig } from "./GetFunctionCodeSigningConfig.ts";
import { ListCodeSigningConfigs } from "./ListCodeSigningConfigs.ts";
import { ListFunctionsByCodeSigningConfig } from "./ListFunctionsByCodeSigningConfig.ts";
import { PutFunctionCodeSigningConfig } from "./PutFunctionCodeSigningConfig.ts";
import { UpdateCodeSigningConfig } from "./UpdateCodeSigningConfig.ts";
import { UpdateFunctionCode } from "./UpdateFunctionCode.ts";

const test = useLambda();

const PROFILE = "arn:aws:signer:us-east-1:111122223333:/signing-profiles/mine/0123456789";

type Account = { readonly account: string };

/** Makes a configuration; answers its ARN. */
async function newConfig(as: Account, policy?: "Enforce" | "Warn"): Promise<string> {
  const { CodeSigningConfig } = await test().call(
    CreateCodeSigningConfig,
    {
      AllowedPublishers: { SigningProfileVersionArns: [PROFILE] },
      ...(policy && { CodeSigningPolicies: { UntrustedArtifactOnDeployment: policy } }),
    },
    as,
  );
  return CodeSigningConfig?.CodeSigningConfigArn ?? "";
}

const missing = (as: Account): string =>
  `arn:aws:lambda:us-east-1:${as.account}:code-signing-config:csc-0123456789abcdef0`;

it("a configuration warns where nothing else is said, and is told as it was made and changed", async () => {
  const as = { account: uniqueAccount() };
  const arn = await newConfig(as);
  const { CodeSigningConfig: made } = await test().call(GetCodeSigningConfig, { CodeSigningConfigArn: arn }, as);
  expect(made).toEqual({
    CodeSigningConfigArn: arn,
    CodeSigningConfigId: arn.slice(arn.lastIndexOf(":") + 1),
    Description: "",
    AllowedPublishers: { SigningProfileVersionArns: [PROFILE] },
    CodeSigningPolicies: { UntrustedArtifactOnDeployment: "Warn" },
    LastModified: expect.stringMatching(/\+0000$/),
  });
  expect(made?.CodeSigningConfigId).toMatch(/^csc-[a-z0-9]{17}$/);
  const change = {
    CodeSigningConfigArn: arn,
    Description: "strict",
    CodeSigningPolicies: { UntrustedArtifactOnDeployment: "Enforce" as const },
  };
  const { CodeSigningConfig: changed } = await test().call(UpdateCodeSigningConfig, change, as);
  expect(changed).toMatchObject({ ...change, AllowedPublishers: made?.AllowedPublishers });
});

it("configurations are listed a page at a time", async () => {
  const as = { account: uniqueAccount() };
  const arns = [await newConfig(as), await newConfig(as), await newConfig(as)].toSorted();
  const first = await test().call(ListCodeSigningConfigs, { MaxItems: 2 }, as);
  const rest = await test().call(ListCodeSigningConfigs, { Marker: first.NextMarker }, as);
  const listed = [...(first.CodeSigningConfigs ?? []), ...(rest.CodeSigningConfigs ?? [])];
  expect(listed.map(({ CodeSigningConfigArn }) => CodeSigningConfigArn)).toEqual(arns);
});

it("one that is not there is told in AWS's words, by itself and for a function", async () => {
  const { as, FunctionName } = await newFunction(test());
  const CodeSigningConfigArn = missing(as);
  const none = `ResourceNotFoundException: The Lambda code signing configuration ${CodeSigningConfigArn} can not be found.`;
  expect(await refusal(test().call(GetCodeSigningConfig, { CodeSigningConfigArn }, as))).toBe(none);
  expect(await refusal(test().call(UpdateCodeSigningConfig, { CodeSigningConfigArn }, as))).toBe(none);
  expect(await refusal(test().call(DeleteCodeSigningConfig, { CodeSigningConfigArn }, as))).toBe(none);
  expect(await refusal(test().call(ListFunctionsByCodeSigningConfig, { CodeSigningConfigArn }, as))).toBe(none);
  const deleted = `CodeSigningConfigNotFoundException: The code signing configuration cannot be found. Check that the provided configuration is not deleted: ${CodeSigningConfigArn}.`;
  expect(await refusal(test().call(PutFunctionCodeSigningConfig, { FunctionName, CodeSigningConfigArn }, as))).toBe(
    deleted,
  );
  const input = functionInput(as.account, { FunctionName: "signed", CodeSigningConfigArn });
  expect(await refusal(test().call(CreateFunction, input, as))).toBe(deleted);
});

it("a function has a configuration until it is taken away, and one that has is not deleted meanwhile", async () => {
  const { arn, as, FunctionName } = await newFunction(test());
  const CodeSigningConfigArn = await newConfig(as);
  const get = (): Promise<unknown> => test().call(GetFunctionCodeSigningConfig, { FunctionName }, as);
  expect(await get()).toEqual({});
  const put = { FunctionName: arn, CodeSigningConfigArn };
  expect(await test().call(PutFunctionCodeSigningConfig, put, as)).toEqual({ FunctionName, CodeSigningConfigArn });
  expect(await get()).toEqual({ FunctionName, CodeSigningConfigArn });
  const listed = await test().call(ListFunctionsByCodeSigningConfig, { CodeSigningConfigArn }, as);
  expect(listed).toEqual({ FunctionArns: [arn] });
  expect(await refusal(test().call(DeleteCodeSigningConfig, { CodeSigningConfigArn }, as))).toContain(
    "ResourceConflictException: ",
  );
  await test().call(DeleteFunctionCodeSigningConfig, { FunctionName }, as);
  expect(await get()).toEqual({});
  expect(await test().call(DeleteCodeSigningConfig, { CodeSigningConfigArn }, as)).toEqual({});
});

it("unsigned code is refused where signatures are enforced, and deployed where they are only wanted", async () => {
  const { as, FunctionName } = await newFunction(test());
  const deploy = async (policy: "Enforce" | "Warn", ZipFile: Uint8Array): Promise<unknown> => {
    const CodeSigningConfigArn = await newConfig(as, policy);
    await test().call(PutFunctionCodeSigningConfig, { FunctionName, CodeSigningConfigArn }, as);
    return test().call(UpdateFunctionCode, { FunctionName, ZipFile }, as);
  };
  expect(await refusal(deploy("Enforce", zipOf()))).toBe(
    "CodeVerificationFailedException: Lambda cannot deploy the function. The function or layer might be signed using a signature that the client is not configured to accept. Check the provided signature for work.",
  );
  expect(await deploy("Warn", zipOf())).toMatchObject({ LastUpdateStatus: "InProgress" });
  const signed = zipOf({ "index.js": "", "META-INF/aws_signer_signature_v1.0.SF": "signature" });
  expect(await deploy("Enforce", signed)).toMatchObject({ LastUpdateStatus: "InProgress" });
});

it("images have no signatures", async () => {
  const as = { account: uniqueAccount() };
  const Role = `arn:aws:iam::${as.account}:role/worker`;
  const image = { FunctionName: "image", Role, PackageType: "Image" as const, Code: { ImageUri: "app:1" } };
  const none =
    "InvalidParameterValueException: Code signing is not supported for functions created with container images.";
  const signed = { ...image, CodeSigningConfigArn: missing(as) };
  expect(await refusal(test().call(CreateFunction, signed, as))).toBe(none);
  await test().call(CreateFunction, image, as);
  expect(await refusal(test().call(GetFunctionCodeSigningConfig, { FunctionName: "image" }, as))).toBe(none);
});

it("a function that is not there has no configuration", async () => {
  const as = { account: uniqueAccount() };
  const input = { FunctionName: "csc-test-doesnotexist", CodeSigningConfigArn: await newConfig(as) };
  const none = `ResourceNotFoundException: Function not found: arn:aws:lambda:us-east-1:${as.account}:function:csc-test-doesnotexist`;
  expect(await refusal(test().call(PutFunctionCodeSigningConfig, input, as))).toBe(none);
  expect(await refusal(test().call(GetFunctionCodeSigningConfig, input, as))).toBe(none);
  expect(await refusal(test().call(DeleteFunctionCodeSigningConfig, input, as))).toBe(none);
});

it("a configuration of another region or account is not there", async () => {
  const { as, FunctionName } = await newFunction(test());
  const arn = await newConfig(as);
  const away = arn.replace("us-east-1", "eu-west-1");
  const { store } = test();
  const here = testCall({ as, region: "eu-west-1" });
  const missingHere = `ResourceNotFoundException: The Lambda code signing configuration ${arn} can not be found.`;
  const CodeSigningConfigArn = arn;
  for (const operation of [GetCodeSigningConfig, UpdateCodeSigningConfig, ListFunctionsByCodeSigningConfig]) {
    expect(await refusal(operation({ CodeSigningConfigArn }, here, store))).toBe(missingHere);
  }
  expect(await refusal(DeleteCodeSigningConfig({ CodeSigningConfigArn }, here, store))).toBe(missingHere);
  for (const other of [away, arn.replace(as.account, uniqueAccount())]) {
    const put = test().call(PutFunctionCodeSigningConfig, { FunctionName, CodeSigningConfigArn: other }, as);
    expect(await refusal(put)).toContain(`CodeSigningConfigNotFoundException: `);
    const make = functionInput(as.account, { FunctionName: "signed", CodeSigningConfigArn: other });
    expect(await refusal(test().call(CreateFunction, make, as))).toContain("CodeSigningConfigNotFoundException: ");
  }
});
