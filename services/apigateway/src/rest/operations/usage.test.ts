import { refusal } from "@skylab/service/testing";
import { expect, it } from "vitest";
import { useApigateway } from "../../testing/use-apigateway.ts";
import { CreateApiKey } from "./CreateApiKey.ts";
import { CreateUsagePlan } from "./CreateUsagePlan.ts";
import { CreateUsagePlanKey } from "./CreateUsagePlanKey.ts";
import { DeleteApiKey } from "./DeleteApiKey.ts";
import { GetUsage } from "./GetUsage.ts";
import { UpdateUsage } from "./UpdateUsage.ts";

const test = useApigateway();

const PLACE = { account: "111122223333", region: "us-east-1" };
const THURSDAY = Date.UTC(2026, 10, 26, 12);
const DAY_MS = 86_400_000;

/** A plan of ten requests a week, and how its key uses them. */
async function newPlan() {
  const { call, clock, store } = test();
  clock.set(THURSDAY);
  const quota = { limit: 10, offset: 0, period: "WEEK" } as const;
  const { id: usagePlanId = "" } = await call(CreateUsagePlan, { name: "plan", quota });
  const { id: keyId = "" } = await call(CreateApiKey, { name: "key" });
  await call(CreateUsagePlanKey, { usagePlanId, keyId, keyType: "API_KEY" });
  const use = async (count: number): Promise<number> => {
    let used = 0;
    for (let request = 0; request < count; request++) {
      if (await store.quotas.take({ place: PLACE, usagePlanId, apiKeyId: keyId, quota }, clock.now())) used++;
    }
    return used;
  };
  return { usagePlanId, keyId, use };
}

it("a key's use is told day by day, with what the period had left", async () => {
  const { call, clock } = test();
  const { keyId, use, usagePlanId } = await newPlan();
  const range = { usagePlanId, startDate: "2026-11-25", endDate: "2026-11-30" };
  expect(await call(GetUsage, range)).toEqual({ ...range, items: {} });
  expect(await use(3)).toBe(3);
  expect(await call(GetUsage, range)).toEqual({
    ...range,
    items: {
      [keyId]: [
        [0, 10],
        [3, 7],
      ],
    },
  });
  clock.advance(2 * DAY_MS);
  expect(await use(2)).toBe(2);
  const { items } = await call(GetUsage, { ...range, keyId });
  expect(items?.[keyId]).toEqual([
    [0, 10],
    [3, 7],
    [0, 7],
    [2, 5],
  ]);
  // A new week begins on Sunday.
  clock.advance(DAY_MS);
  const { items: later } = await call(GetUsage, { ...range, startDate: "2026-11-28" });
  expect(later?.[keyId]).toEqual([
    [2, 5],
    [0, 10],
  ]);
});

it("a key is given more requests until the period ends", async () => {
  const { call, clock } = test();
  const { keyId, use, usagePlanId } = await newPlan();
  expect(await use(12)).toBe(10);
  const patchOperations = [{ op: "replace", path: "/remaining", value: "5" }] as const;
  expect(await call(UpdateUsage, { usagePlanId, keyId, patchOperations: [...patchOperations] })).toEqual({
    usagePlanId,
    startDate: "2026-11-26",
    endDate: "2026-11-26",
    items: { [keyId]: [[10, 5]] },
  });
  expect(await use(12)).toBe(5);
  clock.advance(7 * DAY_MS);
  expect(await use(12)).toBe(10);
});

it("plans without a quota, and keys that no plan has, have no use to be changed", async () => {
  const { call } = test();
  const { usagePlanId } = await newPlan();
  const { id: free = "" } = await call(CreateUsagePlan, { name: "free" });
  const { id: keyId = "" } = await call(CreateApiKey, {});
  await call(CreateUsagePlanKey, { usagePlanId: free, keyId, keyType: "API_KEY" });
  expect(await refusal(call(UpdateUsage, { usagePlanId: free, keyId }))).toContain("BadRequestException");
  expect(await refusal(call(UpdateUsage, { usagePlanId, keyId }))).toContain("NotFoundException");
  expect(await refusal(call(UpdateUsage, { usagePlanId: "nowhere", keyId }))).toBe(
    "NotFoundException: Invalid Usage Plan ID specified",
  );
});

it("a key that is deleted leaves no use behind", async () => {
  const { call } = test();
  const { keyId, use, usagePlanId } = await newPlan();
  await use(3);
  await call(DeleteApiKey, { apiKey: keyId });
  const range = { usagePlanId, startDate: "2026-11-25", endDate: "2026-11-30" };
  expect(await call(GetUsage, range)).toEqual({ ...range, items: {} });
});
