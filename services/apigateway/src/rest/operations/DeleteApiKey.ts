import { apiKeyRows, apiKeyValueRows } from "../../store/api-keys.ts";
import { plansOfKeyRows } from "../../store/usage-plans.ts";
import { findApiKey } from "../api-keys/find-api-key.ts";
import { removeKeyFromPlan } from "../usage-plans/remove-key-from-plan.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteApiKey.html */
export const DeleteApiKey: Operation<"DeleteApiKey"> = async ({ apiKey }, { place }, store): Promise<{}> => {
  await store.change(place, async (rows) => {
    const { id, value } = await findApiKey(rows, apiKey);
    for (const planId of (await rows.get(plansOfKeyRows, id)) ?? []) await removeKeyFromPlan(rows, planId, id);
    rows.remove(apiKeyValueRows, value);
    rows.remove(apiKeyRows, id);
  });
  return {};
};
