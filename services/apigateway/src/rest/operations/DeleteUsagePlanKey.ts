import type { Operation } from "../operation.ts";
import { findPlanKey } from "../usage-plans/find-plan-key.ts";
import { removeKeyFromPlan } from "../usage-plans/remove-key-from-plan.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteUsagePlanKey.html */
export const DeleteUsagePlanKey: Operation<"DeleteUsagePlanKey"> = async (
  { keyId, usagePlanId },
  { place },
  store,
): Promise<{}> => {
  await store.change(place, async (rows) => {
    await findPlanKey(rows, usagePlanId, keyId);
    await removeKeyFromPlan(rows, usagePlanId, keyId);
  });
  return {};
};
