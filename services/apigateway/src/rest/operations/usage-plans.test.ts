import type { PatchOperation } from "@aws-sdk/client-api-gateway";
import { refusal, uniqueAccount } from "@skylab/service/testing";
import { expect, it } from "vitest";
import { deploy, deployableApi } from "../../testing/deployable-api.ts";
import { useApigateway } from "../../testing/use-apigateway.ts";
import { CreateApiKey } from "./CreateApiKey.ts";
import { CreateUsagePlan } from "./CreateUsagePlan.ts";
import { CreateUsagePlanKey } from "./CreateUsagePlanKey.ts";
import { DeleteRestApi } from "./DeleteRestApi.ts";
import { DeleteStage } from "./DeleteStage.ts";
import { DeleteUsagePlan } from "./DeleteUsagePlan.ts";
import { DeleteUsagePlanKey } from "./DeleteUsagePlanKey.ts";
import { GetUsagePlan } from "./GetUsagePlan.ts";
import { GetUsagePlanKey } from "./GetUsagePlanKey.ts";
import { GetUsagePlanKeys } from "./GetUsagePlanKeys.ts";
import { GetUsagePlans } from "./GetUsagePlans.ts";
import { UpdateUsagePlan } from "./UpdateUsagePlan.ts";

const test = useApigateway();

/** A stage `prod`, as plans name it. */
async function newStage() {
  const { restApiId } = await deployableApi(test());
  await deploy(test(), restApiId, "prod");
  return { apiId: restApiId, stage: "prod", name: `${restApiId}:prod` };
}

/** A plan, and how it is patched. */
async function newPlan(input: object = {}) {
  const { call } = test();
  const { id: usagePlanId = "" } = await call(CreateUsagePlan, { name: "plan", ...input });
  const patch = (...patchOperations: PatchOperation[]) => call(UpdateUsagePlan, { usagePlanId, patchOperations });
  return { usagePlanId, patch };
}

const add = (path: string, value: string): PatchOperation => ({ op: "add", path, value });
const replace = (path: string, value: string): PatchOperation => ({ op: "replace", path, value });
const remove = (path: string, value?: string): PatchOperation => ({ op: "remove", path, ...(value && { value }) });

it("a plan tells what it was made of, and its tags where it is asked for alone", async () => {
  const { call } = test();
  const { name: _name, ...stage } = await newStage();
  const made = await call(CreateUsagePlan, {
    name: "gold",
    description: "for the best",
    apiStages: [{ ...stage, throttle: { "/pets/GET": { rateLimit: 1, burstLimit: 2 } } }],
    throttle: { burstLimit: 1, rateLimit: 2 },
    quota: { limit: 10, period: "DAY" },
  });
  expect(made).toEqual({
    id: expect.stringMatching(/^[a-z0-9]{6}$/),
    name: "gold",
    description: "for the best",
    apiStages: [{ ...stage, throttle: { "/pets/GET": { rateLimit: 1, burstLimit: 2 } } }],
    throttle: { burstLimit: 1, rateLimit: 2 },
    quota: { limit: 10, offset: 0, period: "DAY" },
  });
  expect(await call(GetUsagePlan, { usagePlanId: made.id ?? "" })).toEqual({ ...made, tags: {} });
});

it("stages that are not there and quotas that cannot be are refused", async () => {
  const { call } = test();
  const create = (input: object): Promise<string> => refusal(call(CreateUsagePlan, { name: "plan", ...input }));
  expect(await create({ apiStages: [{ apiId: "a1b2c3d4e5", stage: "prod" }] })).toBe(
    "NotFoundException: API Stage not found: a1b2c3d4e5:prod",
  );
  expect(await create({ apiStages: [{ apiId: "a1b2c3d4e5" }] })).toBe(
    "BadRequestException: Invalid API Stage specified",
  );
  expect(await create({ quota: { limit: 1, offset: 1, period: "DAY" } })).toBe(
    "BadRequestException: Usage Plan quota offset must be zero in the DAY period",
  );
  expect(await create({ quota: { limit: 1, offset: 7, period: "WEEK" } })).toBe(
    "BadRequestException: Usage Plan quota offset must be between 0 and 6 inclusive in the WEEK period",
  );
  expect(await create({ quota: { limit: 1, offset: 28, period: "MONTH" } })).toBe(
    "BadRequestException: Usage Plan quota offset must be between 0 and 27 inclusive in the MONTH period",
  );
  expect(await create({ quota: { period: "MONTH" } })).toContain("BadRequestException");
  expect(await create({ throttle: { rateLimit: -1 } })).toContain("BadRequestException");
});

it("throttle, quota and the rest are patched one by one, and taken out", async () => {
  const { patch } = await newPlan();
  expect(
    await patch(
      add("/throttle/rateLimit", "200.5"),
      add("/throttle/burstLimit", "100"),
      add("/quota/limit", "50"),
      add("/quota/period", "WEEK"),
      add("/quota/offset", "2"),
      replace("/description", "described"),
    ),
  ).toMatchObject({
    description: "described",
    throttle: { rateLimit: 200.5, burstLimit: 100 },
    quota: { limit: 50, offset: 2, period: "WEEK" },
  });
  const without = await patch(remove("/throttle"), remove("/quota"));
  expect(without).not.toHaveProperty("throttle");
  expect(without).not.toHaveProperty("quota");
  expect(await refusal(patch(replace("/id", "x")))).toBe("BadRequestException: Invalid patch path /id");
  expect(await refusal(patch(add("/quota/limit", "5")))).toContain("quota period");
  expect(await refusal(patch(replace("/throttle/burstLimit", "much")))).toContain("BadRequestException");
});

it("stages come and go, with throttles of their methods, whether clients escape paths or not", async () => {
  const { apiId, name, stage } = await newStage();
  const { patch, usagePlanId } = await newPlan();
  expect(await patch(add("/apiStages", name))).toMatchObject({ apiStages: [{ apiId, stage }] });
  const throttled = await patch(
    replace(`/apiStages/${name}/throttle/~1pets~1{id}/GET/rateLimit`, "5"),
    replace(`/apiStages/${name}/throttle//pets/{id}/GET/burstLimit`, "6"),
    add(`/apiStages/${name}/throttle//POST/burstLimit`, "7"),
  );
  expect(throttled.apiStages).toEqual([
    { apiId, stage, throttle: { "/pets/{id}/GET": { rateLimit: 5, burstLimit: 6 }, "/POST": { burstLimit: 7 } } },
  ]);
  const fewer = await patch(remove(`/apiStages/${name}/throttle/~1pets~1{id}/GET`));
  expect(fewer.apiStages).toEqual([{ apiId, stage, throttle: { "/POST": { burstLimit: 7 } } }]);
  const whole = await patch(replace(`/apiStages/${name}/throttle`, '{"/a/GET":{"rateLimit":1}}'));
  expect(whole.apiStages).toEqual([{ apiId, stage, throttle: { "/a/GET": { rateLimit: 1 } } }]);
  expect((await patch(remove(`/apiStages/${name}/throttle`))).apiStages).toEqual([{ apiId, stage }]);
  expect(await refusal(patch(remove("/apiStages", `${apiId}:test`)))).toBe(
    `NotFoundException: Invalid API Stage {api: ${apiId}, stage: test} specified for usageplan ${usagePlanId}`,
  );
  for (const value of [undefined, "stage", "a:b:c"]) {
    expect(await refusal(patch(remove("/apiStages", value)))).toBe("BadRequestException: Invalid API Stage specified");
  }
  expect(await refusal(patch(add("/apiStages", `${apiId}:test`)))).toContain("API Stage not found");
  expect((await patch(remove("/apiStages", name))).apiStages).toEqual([]);
});

it("a plan with stages cannot be deleted, one with keys can", async () => {
  const { call } = test();
  const { name } = await newStage();
  const { patch, usagePlanId } = await newPlan();
  const { id: keyId = "" } = await call(CreateApiKey, { name: "key" });
  await call(CreateUsagePlanKey, { usagePlanId, keyId, keyType: "API_KEY" });
  await patch(add("/apiStages", name));
  expect(await refusal(call(DeleteUsagePlan, { usagePlanId }))).toBe(
    `BadRequestException: Cannot delete Usage Plan ${usagePlanId} because there are API Stages associated with it, including ${name}`,
  );
  await patch(remove("/apiStages", name));
  await call(DeleteUsagePlan, { usagePlanId });
  expect(await refusal(call(GetUsagePlan, { usagePlanId }))).toBe("NotFoundException: Invalid Usage Plan ID specified");
  expect(await call(GetUsagePlans, { keyId })).toEqual({ items: [] });
});

it("a stage that is deleted, or whose API is, is taken out of plans", async () => {
  const { call } = test();
  const [one, other] = [await newStage(), await newStage()];
  const { patch, usagePlanId } = await newPlan();
  await patch(add("/apiStages", one.name), add("/apiStages", other.name));
  await call(DeleteStage, { restApiId: one.apiId, stageName: one.stage });
  expect((await call(GetUsagePlan, { usagePlanId })).apiStages).toEqual([{ apiId: other.apiId, stage: other.stage }]);
  await call(DeleteRestApi, { restApiId: other.apiId });
  expect((await call(GetUsagePlan, { usagePlanId })).apiStages).toEqual([]);
  await call(DeleteUsagePlan, { usagePlanId });
});

it("keys are put into plans, told with their values, and taken out", async () => {
  const { call } = test();
  const { usagePlanId } = await newPlan();
  const key = await call(CreateApiKey, { name: "key" });
  const keyId = key.id ?? "";
  const told = { id: keyId, type: "API_KEY", value: key.value, name: "key" };
  expect(await call(CreateUsagePlanKey, { usagePlanId, keyId, keyType: "API_KEY" })).toEqual(told);
  expect(await call(GetUsagePlanKey, { usagePlanId, keyId })).toEqual(told);
  expect(await call(GetUsagePlanKeys, { usagePlanId })).toEqual({ items: [told] });
  expect(await call(GetUsagePlanKeys, { usagePlanId, nameQuery: "other" })).toEqual({ items: [] });
  const { items: plans = [] } = await call(GetUsagePlans, { keyId });
  expect(plans.map(({ id }) => id)).toEqual([usagePlanId]);
  const again = call(CreateUsagePlanKey, { usagePlanId, keyId, keyType: "API_KEY" });
  expect(await refusal(again)).toContain("ConflictException");
  await call(DeleteUsagePlanKey, { usagePlanId, keyId });
  expect(await refusal(call(GetUsagePlanKey, { usagePlanId, keyId }))).toContain("NotFoundException");
  expect(await refusal(call(GetUsagePlanKey, { usagePlanId, keyId: "nokey" }))).toBe(
    "NotFoundException: Invalid API Key identifier specified",
  );
});

it("a key is in one plan only for each stage", async () => {
  const { call } = test();
  const { name } = await newStage();
  const [one, other] = [await newPlan(), await newPlan()];
  await one.patch(add("/apiStages", name));
  await other.patch(add("/apiStages", name));
  const { id: keyId = "" } = await call(CreateApiKey, {});
  const join = (usagePlanId: string): Promise<unknown> =>
    call(CreateUsagePlanKey, { usagePlanId, keyId, keyType: "API_KEY" });
  await join(one.usagePlanId);
  expect(await refusal(join(other.usagePlanId))).toContain("ConflictException");
  await other.patch(remove("/apiStages", name));
  await join(other.usagePlanId);
  expect(await refusal(other.patch(add("/apiStages", name)))).toContain("ConflictException");
});

it("plans are another account's own", async () => {
  const { call } = test();
  const { usagePlanId } = await newPlan();
  const as = { account: uniqueAccount() };
  expect(await refusal(call(GetUsagePlan, { usagePlanId }, as))).toContain("NotFoundException");
  expect(await call(GetUsagePlans, {}, as)).toEqual({ items: [] });
});

it("throttles of methods that are none are refused", async () => {
  const stage = await newStage();
  const { patch } = await newPlan({ apiStages: [{ apiId: stage.apiId, stage: stage.stage }] });
  const path = `/apiStages/${stage.name}/throttle`;
  for (const value of ["no JSON", "[]", '{"/pets/GET":null}', '{"/pets/GET":{"rateLimit":"1"}}']) {
    expect(await refusal(patch(replace(path, value)))).toContain("BadRequestException: Invalid API Stage throttle");
  }
  const value = '{"/pets/GET":{"rateLimit":1,"burstLimit":2}}';
  expect((await patch(replace(path, value))).apiStages?.[0]?.throttle).toEqual(JSON.parse(value));
});
