import { placesOf } from "@skylab/records";
import { expect, it } from "vitest";
import type { StoredUsagePlan } from "../../domain/usage-plans/stored-usage-plan.ts";
import { openBuckets } from "../../store/buckets.ts";
import { openQuotas } from "../../store/quotas.ts";
import type { ApigatewayStore } from "../../store/store.ts";
import { useApigateway } from "../../testing/use-apigateway.ts";
import { admit, type Admission } from "./admit.ts";

const apigateway = useApigateway();

type Replica = Pick<ApigatewayStore, "buckets" | "quotas">;

const replica = (): Replica => {
  const { clock, engines } = apigateway();
  const places = placesOf(engines.records);
  return { buckets: openBuckets(places), quotas: openQuotas({ places, clock, log: engines.log }) };
};

const plan = (id: string, settings: Partial<StoredUsagePlan>): StoredUsagePlan => ({
  id,
  name: id,
  apiStages: [{ apiId: "a1b2c3d4e5", stage: "prod" }],
  ...settings,
});

const request = (more: Partial<Admission>): Admission => ({
  place: { account: "111122223333", region: "us-east-1" },
  apiId: "a1b2c3d4e5",
  stage: "prod",
  route: "/orders/GET",
  now: apigateway().clock.now(),
  ...more,
});

/** What becomes of so many requests: how many are let through, throttled, beyond their quota. */
async function send(engines: Replica, admission: Admission, count: number): Promise<Record<string, number>> {
  const outcomes: Record<string, number> = {};
  for (let index = 0; index < count; index++) {
    const { kind } = (await admit(engines, admission)) ?? { kind: "through" };
    outcomes[kind] = (outcomes[kind] ?? 0) + 1;
  }
  return outcomes;
}

const stopClock = (): void => apigateway().clock.set(apigateway().clock.now());

it("a request that nothing limits but the account is let through without a promise", () => {
  stopClock();
  expect(admit(replica(), request({}))).toBeUndefined();
  expect(admit(replica(), request({ limit: { rateLimit: 10_000, burstLimit: 5000 } }))).toBeUndefined();
});

it("a request that a limit has nothing left for is refused without a promise, though another would have to be asked", async () => {
  stopClock();
  const engines = replica();
  const limit = { rateLimit: 1, burstLimit: 1 };
  const key = { apiKeyId: "one", usagePlan: plan("asked", { throttle: { rateLimit: 1, burstLimit: 5 } }) };
  const asking = request({ stage: "asked", limit, key });
  expect(await send(engines, asking, 1)).toEqual({ through: 1 });
  expect(admit(engines, asking)).toEqual({ kind: "throttled" });
});

it("an account's APIs share 5,000 requests at once, in each region", async () => {
  stopClock();
  const engines = replica();
  const place = { account: "222233334444", region: "us-east-1" };
  expect(await send(engines, request({ place, apiId: "one" }), 3000)).toEqual({ through: 3000 });
  expect(await send(engines, request({ place, apiId: "other" }), 3000)).toEqual({ through: 2000, throttled: 1000 });
  expect(await send(engines, request({ place: { ...place, region: "eu-west-1" } }), 10)).toEqual({ through: 10 });
});

it("each method of a stage has a bucket of its own", async () => {
  stopClock();
  const engines = replica();
  const limit = { rateLimit: 1, burstLimit: 3 };
  expect(await send(engines, request({ stage: "own", limit }), 5)).toEqual({ through: 3, throttled: 2 });
  expect(await send(engines, request({ stage: "own", limit, route: "/orders/POST" }), 5)).toMatchObject({ through: 3 });
});

it("each key of a usage plan has the plan's throttle for all stages, and for methods that have one their own", async () => {
  stopClock();
  const engines = replica();
  const usagePlan = plan("throttled", {
    throttle: { rateLimit: 1, burstLimit: 4 },
    apiStages: [
      { apiId: "a1b2c3d4e5", stage: "prod", throttle: { "/orders/POST": { rateLimit: 1, burstLimit: 2 } } },
      { apiId: "a1b2c3d4e5", stage: "test" },
    ],
  });
  const key = { apiKeyId: "one", usagePlan };
  expect(await send(engines, request({ key }), 3)).toEqual({ through: 3 });
  expect(await send(engines, request({ key, stage: "test" }), 3)).toEqual({ through: 1, throttled: 2 });
  expect(await send(engines, request({ key, route: "/orders/POST" }), 3)).toEqual({ through: 2, throttled: 1 });
  expect(await send(engines, request({ key: { apiKeyId: "other", usagePlan } }), 5)).toMatchObject({ through: 4 });
});

it("two replicas let as many through as a plan's quota says", async () => {
  stopClock();
  const key = { apiKeyId: "one", usagePlan: plan("metered", { quota: { limit: 10, period: "MONTH" } }) };
  const [one, other] = [replica(), replica()];
  expect(await send(one, request({ key }), 7)).toEqual({ through: 7 });
  expect(await send(other, request({ key }), 7)).toEqual({ through: 3, quota: 4 });
  expect(await send(one, request({ key }), 1)).toEqual({ quota: 1 });
});

it("a request that one limit refuses takes nothing of the others", async () => {
  stopClock();
  const engines = replica();
  const usagePlan = plan("refused", {
    throttle: { rateLimit: 1, burstLimit: 3 },
    quota: { limit: 2, period: "DAY" },
  });
  const key = { apiKeyId: "one", usagePlan };
  // The first refusal finds the quota used up, and gives back what it took of the throttle.
  expect(await send(engines, request({ key }), 5)).toEqual({ through: 2, quota: 3 });
  const throttle = plan("refused", { throttle: { rateLimit: 1, burstLimit: 3 } });
  expect(await send(engines, request({ key: { apiKeyId: "one", usagePlan: throttle } }), 3)).toEqual({
    through: 1,
    throttled: 2,
  });
});
