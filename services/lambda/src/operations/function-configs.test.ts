import { refusal, uniqueAccount } from "@skylab/service/testing";
import { expect, it } from "vitest";
import { newFunction, zipOf } from "../testing/new-function.ts";
import { useLambda } from "../testing/use-lambda.ts";
import { DeleteFunction } from "./DeleteFunction.ts";
import { DeleteLayerVersion } from "./DeleteLayerVersion.ts";
import { GetAccountSettings } from "./GetAccountSettings.ts";
import { GetFunctionRecursionConfig } from "./GetFunctionRecursionConfig.ts";
import { GetRuntimeManagementConfig } from "./GetRuntimeManagementConfig.ts";
import { PublishLayerVersion } from "./PublishLayerVersion.ts";
import { PublishVersion } from "./PublishVersion.ts";
import { PutFunctionConcurrency } from "./PutFunctionConcurrency.ts";
import { PutFunctionRecursionConfig } from "./PutFunctionRecursionConfig.ts";
import { PutRuntimeManagementConfig } from "./PutRuntimeManagementConfig.ts";
import { UpdateFunctionConfiguration } from "./UpdateFunctionConfiguration.ts";

const test = useLambda();

it("an account has AWS's limits, and what it really uses of them", async () => {
  const nobody = { account: uniqueAccount() };
  expect(await test().call(GetAccountSettings, {}, nobody)).toEqual({
    AccountLimit: {
      TotalCodeSize: 80_530_636_800,
      CodeSizeUnzipped: 262_144_000,
      CodeSizeZipped: 52_428_800,
      ConcurrentExecutions: 1000,
      UnreservedConcurrentExecutions: 1000,
    },
    AccountUsage: { TotalCodeSize: 0, FunctionCount: 0 },
  });
});

it("each version of a function and of a layer counts with its code, until it is deleted", async () => {
  const ZipFile = zipOf();
  const { as, FunctionName } = await newFunction(test(), { Code: { ZipFile } });
  const used = async (): Promise<unknown> => (await test().call(GetAccountSettings, {}, as)).AccountUsage;
  const usage = (zips: number, FunctionCount = 1): unknown => ({ TotalCodeSize: zips * ZipFile.length, FunctionCount });
  expect(await used()).toEqual(usage(1));
  await test().call(UpdateFunctionConfiguration, { FunctionName, Timeout: 9 }, as);
  expect(await used()).toEqual(usage(1));
  await test().call(PublishVersion, { FunctionName }, as);
  expect(await used()).toEqual(usage(2));
  const layer = await test().call(PublishLayerVersion, { LayerName: "tools", Content: { ZipFile } }, as);
  await test().call(UpdateFunctionConfiguration, { FunctionName, Layers: [layer.LayerVersionArn ?? ""] }, as);
  expect(await used()).toEqual(usage(3));
  await test().call(DeleteLayerVersion, { LayerName: "tools", VersionNumber: 1 }, as);
  expect(await used()).toEqual(usage(2));
  await test().call(DeleteFunction, { FunctionName }, as);
  expect(await used()).toEqual(usage(0, 0));
});

it("what functions reserve is not the account's any more", async () => {
  const { as, FunctionName } = await newFunction(test());
  await test().call(PutFunctionConcurrency, { FunctionName, ReservedConcurrentExecutions: 300 }, as);
  expect(await test().call(GetAccountSettings, {}, as)).toMatchObject({
    AccountLimit: { ConcurrentExecutions: 1000, UnreservedConcurrentExecutions: 700 },
  });
});

it("runtimes are renewed by themselves where nobody says otherwise, of each version by itself", async () => {
  const { arn, as, FunctionName } = await newFunction(test());
  await test().call(PublishVersion, { FunctionName }, as);
  const get = (Qualifier?: string): Promise<unknown> =>
    test().call(GetRuntimeManagementConfig, { FunctionName, Qualifier }, as);
  expect(await get()).toEqual({ FunctionArn: arn, UpdateRuntimeOn: "Auto" });
  const RuntimeVersionArn = `arn:aws:lambda:us-east-1::runtime:${"0".repeat(64)}`;
  const manual = { FunctionName, Qualifier: "1", UpdateRuntimeOn: "Manual" as const, RuntimeVersionArn };
  const kept = { FunctionArn: `${arn}:1`, UpdateRuntimeOn: "Manual", RuntimeVersionArn };
  expect(await test().call(PutRuntimeManagementConfig, manual, as)).toEqual(kept);
  expect(await get("1")).toEqual(kept);
  expect(await get()).toEqual({ FunctionArn: arn, UpdateRuntimeOn: "Auto" });
  expect(await refusal(test().call(GetRuntimeManagementConfig, { FunctionName: "none" }, as))).toContain(
    "ResourceNotFoundException: Function not found: ",
  );
});

it("a version of the runtime is named for Manual, and for nothing else", async () => {
  const { as, FunctionName } = await newFunction(test());
  const RuntimeVersionArn = `arn:aws:lambda:us-east-1::runtime:${"0".repeat(64)}`;
  const put = (UpdateRuntimeOn: "Auto" | "Manual", more: object): Promise<string> =>
    refusal(test().call(PutRuntimeManagementConfig, { FunctionName, UpdateRuntimeOn, ...more }, as));
  expect(await put("Manual", {})).toContain("InvalidParameterValueException: ");
  expect(await put("Auto", { RuntimeVersionArn })).toContain("InvalidParameterValueException: ");
});

it("recursive loops are ended where nobody allows them", async () => {
  const { arn, as, FunctionName } = await newFunction(test());
  expect(await test().call(GetFunctionRecursionConfig, { FunctionName: arn }, as)).toEqual({
    RecursiveLoop: "Terminate",
  });
  const allow = { FunctionName, RecursiveLoop: "Allow" as const };
  expect(await test().call(PutFunctionRecursionConfig, allow, as)).toEqual({ RecursiveLoop: "Allow" });
  expect(await test().call(GetFunctionRecursionConfig, { FunctionName }, as)).toEqual({ RecursiveLoop: "Allow" });
  const none = `ResourceNotFoundException: Function not found: ${arn.replace("work", "none")}`;
  expect(await refusal(test().call(GetFunctionRecursionConfig, { FunctionName: "none" }, as))).toBe(none);
  expect(await refusal(test().call(PutFunctionRecursionConfig, { ...allow, FunctionName: "none" }, as))).toBe(none);
});
