import type { PatchOperation } from "@aws-sdk/client-api-gateway";
import { refusal, uniqueAccount } from "@skylab/service/testing";
import { expect, it } from "vitest";
import { useApigateway } from "../../testing/use-apigateway.ts";
import { GetAccount } from "./GetAccount.ts";
import { GetSdkType } from "./GetSdkType.ts";
import { GetSdkTypes } from "./GetSdkTypes.ts";
import { UpdateAccount } from "./UpdateAccount.ts";

const test = useApigateway();

const NEW = {
  throttleSettings: { burstLimit: 5000, rateLimit: 10_000 },
  features: ["UsagePlans"],
  apiKeyVersion: "4",
};

it("an account has AWS's limits, and the role that it is given for logs until that is taken away", async () => {
  const { call } = test();
  const as = { account: uniqueAccount() };
  const update = (...patchOperations: PatchOperation[]) => call(UpdateAccount, { patchOperations }, as);
  expect(await call(GetAccount, {}, as)).toEqual(NEW);
  const cloudwatchRoleArn = `arn:aws:iam::${as.account}:role/logs`;
  const set = { op: "replace", path: "/cloudwatchRoleArn", value: cloudwatchRoleArn } as const;
  expect(await update(set)).toEqual({ ...NEW, cloudwatchRoleArn });
  expect(await call(GetAccount, {}, as)).toEqual({ ...NEW, cloudwatchRoleArn });
  expect(await update({ op: "add", path: "/features", value: "UsagePlans" })).toEqual({ ...NEW, cloudwatchRoleArn });
  expect(await refusal(update({ ...set, value: "role" }))).toContain("BadRequestException");
  expect(await refusal(update({ ...set, value: "arn:aws:iam::999999999999:role/logs" }))).toBe(
    "AccessDeniedException: Cross-account pass role is not allowed.",
  );
  expect(await update({ ...set, value: "" })).toEqual(NEW);
});

it("the kinds of SDKs are AWS's", async () => {
  const { call } = test();
  const { items = [] } = await call(GetSdkTypes, {});
  expect(items.map(({ id }) => id)).toEqual(["android", "java", "javascript", "objectivec", "ruby", "swift"]);
  expect(await call(GetSdkType, { id: "ruby" })).toMatchObject({ friendlyName: "Ruby" });
  expect(await refusal(call(GetSdkType, { id: "cobol" }))).toContain("NotFoundException");
});
