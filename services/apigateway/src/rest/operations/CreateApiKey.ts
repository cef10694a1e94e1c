import type { ApiKey } from "@aws-sdk/client-api-gateway";
import { apiKeyExists, checkApiKey, checkValue, listedApiKey, newApiKey } from "../../domain/api-keys/api-key.ts";
import { checkTags } from "../../domain/tags.ts";
import { apiKeyValueRows } from "../../store/api-keys.ts";
import { writeApiKey } from "../api-keys/write-api-key.ts";
import type { Operation } from "../operation.ts";
import { requireStage } from "../usage-plans/require-stage.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_CreateApiKey.html */
export const CreateApiKey: Operation<"CreateApiKey"> = async (
  // AWS has long made all ids distinct.
  { generateDistinctId: _isDistinct, stageKeys = [], value, ...asked },
  { clock, ids, place },
  store,
): Promise<ApiKey> => {
  checkApiKey(asked);
  checkTags(asked.tags);
  // Terraform sends an empty value where it wants none of its own.
  const own = value === "" ? {} : { value };
  if (own.value !== undefined) checkValue(own.value);
  const stages = stageKeys.map(({ restApiId = "", stageName = "" }) => ({ apiId: restApiId, stage: stageName }));
  const named = stages.map(({ apiId, stage }) => `${apiId}/${stage}`);
  const key = newApiKey({ ...asked, ...own, stageKeys: named }, { ids, now: clock.now() });
  await store.change(place, async (rows) => {
    for (const stage of stages) await requireStage(rows, stage);
    if ((await rows.get(apiKeyValueRows, key.value)) !== undefined) throw apiKeyExists();
    writeApiKey(rows, key);
  });
  return listedApiKey(key, true);
};
