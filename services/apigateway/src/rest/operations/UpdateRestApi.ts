import type { RestApi } from "@aws-sdk/client-api-gateway";
import { applyPatches } from "../../domain/patch/apply-patches.ts";
import { readResourcePolicy } from "../../domain/rest/resource-policy.ts";
import { checkRestApi, describeRestApi, restApiPatches } from "../../domain/rest/rest-api.ts";
import { apiOf, changeRestApi, restApiRows } from "../../store/rest-apis.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateRestApi.html */
export const UpdateRestApi: Operation<"UpdateRestApi"> = (
  { patchOperations, restApiId },
  { place },
  store,
): Promise<RestApi> =>
  changeRestApi(store, { place, apiId: restApiId }, async (rows) => {
    const api = await apiOf(rows, place, restApiId);
    const patched = applyPatches(api, patchOperations, restApiPatches);
    checkRestApi(patched);
    const { policy } = patched;
    const changed =
      policy === undefined || policy === api.policy
        ? patched
        : { ...patched, policy: readResourcePolicy(policy, place, restApiId) };
    rows.put(restApiRows, changed, restApiId);
    // AWS tells of no tags here alone.
    return { tags: {}, ...describeRestApi(changed) };
  });
