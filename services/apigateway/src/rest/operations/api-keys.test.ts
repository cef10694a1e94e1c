import { refusal, uniqueAccount } from "@skylab/service/testing";
import { expect, it } from "vitest";
import { deploy, deployableApi } from "../../testing/deployable-api.ts";
import { useApigateway } from "../../testing/use-apigateway.ts";
import { CreateApiKey } from "./CreateApiKey.ts";
import { CreateUsagePlan } from "./CreateUsagePlan.ts";
import { DeleteApiKey } from "./DeleteApiKey.ts";
import { GetApiKey } from "./GetApiKey.ts";
import { GetApiKeys } from "./GetApiKeys.ts";
import { GetUsagePlanKeys } from "./GetUsagePlanKeys.ts";
import { ImportApiKeys } from "./ImportApiKeys.ts";
import { UpdateApiKey } from "./UpdateApiKey.ts";

const test = useApigateway();

it("a key gets an id and a value of its own, which is told when it is made and where it is asked for", async () => {
  const { call } = test();
  const as = { account: uniqueAccount() };
  const key = await call(CreateApiKey, { name: "mobile", enabled: true }, as);
  expect(key).toEqual({
    id: expect.stringMatching(/^[a-z0-9]{10}$/),
    value: expect.stringMatching(/^[A-Za-z0-9]{40}$/),
    name: "mobile",
    enabled: true,
    stageKeys: [],
    createdDate: expect.any(Date),
    lastUpdatedDate: key.createdDate,
  });
  const { id: apiKey = "", value, ...rest } = key;
  expect(await call(GetApiKey, { apiKey }, as)).toEqual({ ...rest, id: apiKey, tags: {} });
  expect(await call(GetApiKey, { apiKey, includeValue: true }, as)).toMatchObject({ value });
});

it("a key is disabled where nobody says otherwise, and may name stages", async () => {
  const { call } = test();
  const { restApiId } = await deployableApi(test());
  await deploy(test(), restApiId, "prod");
  const stage = { restApiId, stageName: "prod" };
  const key = await call(CreateApiKey, { stageKeys: [stage], tags: { team: "pets" } });
  expect(key).toMatchObject({ enabled: false, stageKeys: [`${restApiId}/prod`], tags: { team: "pets" } });
  const missing = call(CreateApiKey, { stageKeys: [{ ...stage, stageName: "test" }] });
  expect(await refusal(missing)).toBe(`NotFoundException: API Stage not found: ${restApiId}:test`);
});

it("an empty value is none of its own, as Terraform has it", async () => {
  const { value } = await test().call(CreateApiKey, { value: "" }, { account: uniqueAccount() });
  expect(value).toMatch(/^[A-Za-z0-9]{40}$/);
});

it("values that are too short, too long or another key's are refused in AWS's words", async () => {
  const { call } = test();
  const as = { account: uniqueAccount() };
  const create = (value: string): Promise<string> => refusal(call(CreateApiKey, { value }, as));
  expect(await create("1234567890123456789")).toBe(
    "BadRequestException: API Key value should be at least 20 characters",
  );
  expect(await create("x".repeat(129))).toBe(
    "BadRequestException: API Key value exceeds maximum size of 128 characters",
  );
  await call(CreateApiKey, { value: "12345678901234567890" }, as);
  expect(await create("12345678901234567890")).toBe("ConflictException: API Key already exists");
  // Another account may have the same.
  await call(CreateApiKey, { value: "12345678901234567890" }, { account: uniqueAccount() });
  expect(await refusal(call(CreateApiKey, { name: "x".repeat(1025) }, as))).toBe(
    "BadRequestException: Invalid API Key name, can be at most 1024 characters.",
  );
});

it("keys are listed by the beginning of their name, by customer, and a page at a time", async () => {
  const { call } = test();
  const as = { account: uniqueAccount() };
  for (const name of ["app-1", "app-2", "web-1"]) {
    await call(CreateApiKey, { name, customerId: name === "web-1" ? "other" : "one" }, as);
  }
  const names = async (input: object): Promise<unknown> => {
    const { items = [] } = await call(GetApiKeys, input, as);
    return items.map(({ name = "" }) => name).toSorted();
  };
  expect(await names({ nameQuery: "app" })).toEqual(["app-1", "app-2"]);
  expect(await names({ customerId: "other" })).toEqual(["web-1"]);
  const { items = [], position } = await call(GetApiKeys, { limit: 2, includeValues: true }, as);
  expect(items.map(({ value }) => value?.length)).toEqual([40, 40]);
  const more = await call(GetApiKeys, { limit: 2, position }, as);
  expect(more.items).toHaveLength(1);
  expect(more.items?.[0]).not.toHaveProperty("value");
  expect(more.position).toBeUndefined();
});

it("a key is patched, and what cannot be is refused in AWS's words", async () => {
  const { call, clock } = test();
  const { id: apiKey = "", createdDate } = await call(CreateApiKey, { name: "old", enabled: true });
  clock.advance(5000);
  const changed = await call(UpdateApiKey, {
    apiKey,
    patchOperations: [
      { op: "replace", path: "/name", value: "new" },
      { op: "replace", path: "/enabled", value: "false" },
      { op: "replace", path: "/customerId", value: "c" },
      { op: "add", path: "/stages", value: "a1b2c3d4e5/prod" },
    ],
  });
  expect(changed).toMatchObject({ name: "new", enabled: false, customerId: "c", stageKeys: ["a1b2c3d4e5/prod"] });
  expect(changed).not.toHaveProperty("value");
  expect(changed.createdDate).toEqual(createdDate);
  expect(Number(changed.lastUpdatedDate) - Number(createdDate)).toBeGreaterThanOrEqual(5000);
  const remove = { op: "remove", path: "/stages", value: "a1b2c3d4e5/prod" } as const;
  expect(await call(UpdateApiKey, { apiKey, patchOperations: [remove] })).toMatchObject({ stageKeys: [] });
  const id = { op: "replace", path: "/id", value: "x" } as const;
  expect(await refusal(call(UpdateApiKey, { apiKey, patchOperations: [id] }))).toBe(
    "BadRequestException: Invalid patch path  '/id' specified for op 'replace'. Must be one of: [/description, /enabled, /name, /customerId]",
  );
});

it("a key that is deleted is gone from its plans, and its value may be another's", async () => {
  const { call } = test();
  const as = { account: uniqueAccount() };
  const { id: usagePlanId = "" } = await call(CreateUsagePlan, { name: "free" }, as);
  const csv = `name,key,usageplanids\nkey,12345678901234567890,${usagePlanId}`;
  const { ids: [apiKey = ""] = [] } = await call(ImportApiKeys, { format: "csv", body: Buffer.from(csv) }, as);
  expect((await call(GetUsagePlanKeys, { usagePlanId }, as)).items).toHaveLength(1);
  await call(DeleteApiKey, { apiKey }, as);
  expect((await call(GetUsagePlanKeys, { usagePlanId }, as)).items).toEqual([]);
  expect(await refusal(call(GetApiKey, { apiKey }, as))).toBe(
    "NotFoundException: Invalid API Key identifier specified",
  );
  await call(CreateApiKey, { value: "12345678901234567890" }, as);
});

it("a file of keys makes them, changes those that there are, and warns of what cannot be", async () => {
  const { call } = test();
  const as = { account: uniqueAccount() };
  const existing = await call(CreateApiKey, { name: "old", value: "12345678901234567890" }, as);
  const body = Buffer.from(
    [
      "Key,name,Description,Enabled,UsagePlanIds",
      "12345678901234567890,new,changed,TRUE,",
      "abcdefghijklmnopqrst,second,,FALSE,nowhere",
      "short,third,,,",
    ].join("\r\n"),
  );
  const strict = call(ImportApiKeys, { format: "csv", body, failOnWarnings: true }, as);
  expect(await refusal(strict)).toContain("BadRequestException");
  expect((await call(GetApiKeys, {}, as)).items).toHaveLength(1);
  const { ids = [], warnings } = await call(ImportApiKeys, { format: "csv", body }, as);
  expect(ids).toEqual([existing.id, expect.any(String)]);
  expect(warnings).toEqual([
    "second: nowhere: Invalid Usage Plan ID specified",
    "third: API Key value should be at least 20 characters",
  ]);
  expect(await call(GetApiKey, { apiKey: ids[0] ?? "" }, as)).toMatchObject({ name: "new", enabled: true });
  expect(await call(GetApiKey, { apiKey: ids[1] ?? "" }, as)).toMatchObject({ name: "second", enabled: false });
});
