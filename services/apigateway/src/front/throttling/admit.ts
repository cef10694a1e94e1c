import type { Place } from "@skylab/aws";
import { ownEntry } from "../../domain/own-entry.ts";
import { quotaOf } from "../../domain/throttling/quota.ts";
import { ACCOUNT_LIMIT, rateLimitOf, type ThrottleSettings } from "../../domain/throttling/token-bucket.ts";
import type { StoredUsagePlan } from "../../domain/usage-plans/stored-usage-plan.ts";
import type { Limited } from "../../store/buckets.ts";
import type { Metered } from "../../store/quota-uses.ts";
import type { ApigatewayStore } from "../../store/store.ts";

/** A request to an API, as far as throttles and quotas go. */
export type Admission = {
  readonly place: Place;
  readonly apiId: string;
  readonly stage: string;
  /** Of a REST API resource and method as usage plans name them, `/orders/{id}/GET`; of others the route's key. */
  readonly route: string;
  /** What the stage's settings say of the route; each route has a bucket of its own, also where all have the same settings. */
  readonly limit?: ThrottleSettings | undefined;
  /** The API key that came with it, and the plan that it is in for this stage. */
  readonly key?: { readonly apiKeyId: string; readonly usagePlan: StoredUsagePlan } | undefined;
  /** Milliseconds, by the product's clock. */
  readonly now: number;
};

/**
 * Why a request is not let through: there are too many at a time (AWS answers `Too Many Requests`), or in the period
 * (`Limit Exceeded`).
 */
export type Throttled = { readonly kind: "throttled" | "quota" };

type Engines = Pick<ApigatewayStore, "buckets" | "quotas">;

/**
 * Lets a request through, or says why not. Answers at once, without a promise, where nobody has to be asked: where no limit
 * below the account's is set, where limits are wide, and where something is known to be used up.
 *
 * A request that is refused takes nothing of any limit.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
 */
export function admit(engines: Engines, admission: Admission): Throttled | undefined | Promise<Throttled | undefined> {
  const { buckets, quotas } = engines;
  const { now } = admission;
  const limits = limitsOf(admission);
  const metered = meteredOf(admission);
  // Most requests have the account's limit alone, which is asked when it is taken of.
  const isOne = limits.length === 1 && metered === undefined;
  if (!isOne && limits.some((limited) => !buckets.isLeft(limited, now))) return THROTTLED;
  if (metered && !quotas.isLeft(metered, now)) return USED_UP;

  const takes: Take[] = limits.map((limited) => ({
    take: () => buckets.take(limited, now),
    giveBack: () => buckets.giveBack(limited, now),
    refusal: THROTTLED,
  }));
  if (metered) {
    takes.push({
      take: () => quotas.take(metered, now),
      giveBack: () => quotas.giveBack(metered, now),
      refusal: USED_UP,
    });
  }
  return takeAll(takes, 0);
}

const THROTTLED: Throttled = { kind: "throttled" };
const USED_UP: Throttled = { kind: "quota" };

type Take = {
  readonly take: () => boolean | Promise<boolean>;
  readonly giveBack: () => void;
  readonly refusal: Throttled;
};

/** Takes of one limit after the other, from the first to the last, and gives all back where one has nothing left. */
function takeAll(takes: readonly Take[], first: number): Throttled | undefined | Promise<Throttled | undefined> {
  for (let index = first; index < takes.length; index++) {
    const taken = takes[index]?.take();
    if (taken instanceof Promise) {
      return taken.then(
        (isTaken) => (isTaken ? takeAll(takes, index + 1) : refused(takes, index)),
        (error: unknown) => {
          refused(takes, index);
          throw error;
        },
      );
    }
    if (taken === false) return refused(takes, index);
  }
  return undefined;
}

function refused(takes: readonly Take[], at: number): Throttled | undefined {
  for (const { giveBack } of takes.slice(0, at)) giveBack();
  return takes[at]?.refusal;
}

/** In AWS's order: the usage plan's, the stage's, the account's. */
function limitsOf(admission: Admission): readonly Limited[] {
  const { apiId, limit, place, route, stage } = admission;
  const limits: Limited[] = [];
  const ofPlan = planLimit(admission);
  if (ofPlan) limits.push(ofPlan);
  const ofRoute = limit && rateLimitOf(limit);
  if (ofRoute) limits.push({ place, name: `stage ${apiId} ${stage} ${route}`, limit: ofRoute });
  limits.push({ place, name: "account", limit: ACCOUNT_LIMIT });
  return limits;
}

/** What a plan says of a method of a stage stands in place of what it says of all. Each key has its own. */
function planLimit({ apiId, key, place, route, stage }: Admission): Limited | undefined {
  if (!key) return undefined;
  const { apiStages = [], id, throttle } = key.usagePlan;
  const ofStage = apiStages.find((one) => one.apiId === apiId && one.stage === stage);
  // Of the root, plans are told `/GET` or `//GET`.
  const ofMethods = ofStage?.throttle;
  const ofMethod = ownEntry(ofMethods, route) ?? ownEntry(ofMethods, route.replace(/^\/\//, "/"));
  const limit = rateLimitOf(ofMethod ?? throttle ?? {});
  if (!limit) return undefined;
  const of = ofMethod ? ` ${apiId} ${stage} ${route}` : "";
  return { place, name: `plan ${id} ${key.apiKeyId}${of}`, limit };
}

function meteredOf({ key, place }: Admission): Metered | undefined {
  const quota = key?.usagePlan.quota && quotaOf(key.usagePlan.quota);
  return key && quota && { place, usagePlanId: key.usagePlan.id, apiKeyId: key.apiKeyId, quota };
}
