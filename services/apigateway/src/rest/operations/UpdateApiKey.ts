import type { ApiKey } from "@aws-sdk/client-api-gateway";
import { apiKeyPatches, checkApiKey, describeApiKey } from "../../domain/api-keys/api-key.ts";
import { applyPatches } from "../../domain/patch/apply-patches.ts";
import { wholeSeconds } from "../../domain/whole-seconds.ts";
import { apiKeyRows } from "../../store/api-keys.ts";
import { findApiKey } from "../api-keys/find-api-key.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateApiKey.html */
export const UpdateApiKey: Operation<"UpdateApiKey"> = async (
  { apiKey, patchOperations },
  { clock, place },
  store,
): Promise<ApiKey> => {
  const lastUpdatedDate = wholeSeconds(clock.now());
  const key = await store.change(place, async (rows) => {
    const changed = applyPatches(await findApiKey(rows, apiKey), patchOperations, apiKeyPatches);
    checkApiKey(changed);
    const updated = { ...changed, lastUpdatedDate };
    rows.put(apiKeyRows, updated, apiKey);
    return updated;
  });
  return describeApiKey(key, false);
};
