import { expect, it } from "vitest";
import { CreateApiKey } from "../../rest/operations/CreateApiKey.ts";
import { CreateUsagePlan } from "../../rest/operations/CreateUsagePlan.ts";
import { CreateUsagePlanKey } from "../../rest/operations/CreateUsagePlanKey.ts";
import { GetUsage } from "../../rest/operations/GetUsage.ts";
import { UpdateApiKey } from "../../rest/operations/UpdateApiKey.ts";
import { deployedApi, mock, STAGE } from "../../testing/deployed-api.ts";
import { useFront } from "../../testing/use-front.ts";

const test = useFront();

/** An API that wants keys, a plan for it, and a key that is in the plan. */
async function newClient(plan: object) {
  const { call } = test();
  const {
    as,
    id: apiId,
    url,
  } = await deployedApi(test(), {
    methods: { "GET /pets": { ...mock("pets"), method: { apiKeyRequired: true } } },
  });
  const apiStages = [{ apiId, stage: STAGE }];
  const { id: usagePlanId = "" } = await call(CreateUsagePlan, { name: "plan", apiStages, ...plan }, as);
  const { id: keyId = "", value = "" } = await call(CreateApiKey, { enabled: true }, as);
  await call(CreateUsagePlanKey, { usagePlanId, keyId, keyType: "API_KEY" }, as);
  const ask = async (key = value): Promise<string> => {
    const { status, text } = await test().ask(`${url}/pets`, { headers: { "x-api-key": key } });
    return `${status} ${text}`;
  };
  return { as, usagePlanId, keyId, ask };
}

it("a quota lets so many requests of a key through, and tells how many there were", async () => {
  const { call, clock } = test();
  clock.set(Date.UTC(2026, 10, 26, 12));
  const { as, ask, keyId, usagePlanId } = await newClient({ quota: { limit: 2, period: "DAY" } });
  expect(await ask()).toBe("200 pets");
  expect(await ask()).toBe("200 pets");
  expect(await ask()).toBe('429 {"message":"Limit Exceeded"}');
  const day = { startDate: "2026-11-26", endDate: "2026-11-26" };
  expect(await call(GetUsage, { usagePlanId, ...day }, as)).toMatchObject({ items: { [keyId]: [[2, 0]] } });
  clock.advance(86_400_000);
  expect(await ask()).toBe("200 pets");
});

it("a plan's throttle lets its burst through, and tokens come back", async () => {
  const { clock } = test();
  clock.set(Date.UTC(2026, 10, 26, 12));
  const { ask } = await newClient({ throttle: { rateLimit: 1, burstLimit: 2 } });
  expect([await ask(), await ask()]).toEqual(["200 pets", "200 pets"]);
  expect(await ask()).toBe('429 {"message":"Too Many Requests"}');
  clock.advance(1000);
  expect(await ask()).toBe("200 pets");
});

it("a method's own throttle stands in place of the plan's", async () => {
  test().clock.set(Date.UTC(2026, 10, 26, 12));
  const {
    as,
    id: apiId,
    url,
  } = await deployedApi(test(), {
    methods: { "GET /": { ...mock("root"), method: { apiKeyRequired: true } } },
  });
  const { call } = test();
  const apiStages = [{ apiId, stage: STAGE, throttle: { "/GET": { rateLimit: 1, burstLimit: 1 } } }];
  const { id: usagePlanId = "" } = await call(CreateUsagePlan, { name: "plan", apiStages }, as);
  const { id: keyId = "", value = "" } = await call(CreateApiKey, { enabled: true }, as);
  await call(CreateUsagePlanKey, { usagePlanId, keyId, keyType: "API_KEY" }, as);
  const ask = async (): Promise<number> => (await test().ask(`${url}/`, { headers: { "x-api-key": value } })).status;
  expect([await ask(), await ask()]).toEqual([200, 429]);
});

it("keys that nobody has, that are disabled or in no plan for the stage are forbidden", async () => {
  const { call } = test();
  const { as, ask, keyId } = await newClient({});
  expect(await ask()).toBe("200 pets");
  expect(await ask("nobody")).toBe('403 {"message":"Forbidden"}');
  const { value: other = "" } = await call(CreateApiKey, { enabled: true }, as);
  expect(await ask(other)).toBe('403 {"message":"Forbidden"}');
  const disable = { op: "replace", path: "/enabled", value: "false" } as const;
  await call(UpdateApiKey, { apiKey: keyId, patchOperations: [disable] }, as);
  expect(await ask()).toBe('403 {"message":"Forbidden"}');
});
