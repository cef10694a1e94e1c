import type { Place } from "@skylab/aws";
import { findInPlaces, jsonTable, keyTable, type Records } from "@skylab/records";
import type { StoredUsagePlan } from "../domain/usage-plans/stored-usage-plan.ts";
import { isStage, type StageOfPlan } from "../domain/usage-plans/usage-plan.ts";
import { PLANS_OF_KEYS_SPACE, USAGE_PLAN_KEYS_SPACE, USAGE_PLANS_SPACE } from "./spaces.ts";

/** By id. */
export const usagePlanRows = jsonTable<StoredUsagePlan>(USAGE_PLANS_SPACE);

/** By the plan's id and the key's: which keys a plan has. */
export const usagePlanKeyRows = keyTable(USAGE_PLAN_KEYS_SPACE);

/** By the key's id: the ids of the plans that it is in. */
export const plansOfKeyRows = jsonTable<readonly string[]>(PLANS_OF_KEYS_SPACE);

/** Usage plans as requests to APIs meet them: as they are, or were less than a second ago where another replica has changed them. */
export type UsagePlans = {
  /** The plan by which a key may call a stage: the very same object as long as no plan has changed. */
  readonly of: (place: Place, apiKeyId: string, stage: StageOfPlan) => Promise<StoredUsagePlan | undefined>;
};

/** Plans, and keys in them, of a place that are remembered. */
const MAX_PLANS = 10_000;

export function openUsagePlans(records: Records): UsagePlans {
  const findIds = findInPlaces(records, plansOfKeyRows, { most: MAX_PLANS, make: (ids) => ids });
  const find = findInPlaces(records, usagePlanRows, { most: MAX_PLANS, make: (plan) => plan });
  return {
    of: async (place, apiKeyId, stage) => {
      for (const id of (await findIds(place, apiKeyId)) ?? []) {
        const plan = await find(place, id);
        // A key is in one plan at most for each stage.
        if (plan?.apiStages?.some(isStage(stage))) return plan;
      }
      return undefined;
    },
  };
}
