import { restApiMapped } from "../../domain/rest/errors.ts";
import { mappedDomainNames } from "../../store/keep-domain-names.ts";
import { leaveUsagePlans } from "../../store/leave-usage-plans.ts";
import { apiOf, changeRestApi, removeRestApi } from "../../store/rest-apis.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteRestApi.html */
export const DeleteRestApi: Operation<"DeleteRestApi"> = async (
  { restApiId },
  { place },
  store,
): Promise<Record<string, never>> => {
  await changeRestApi(store, { place, apiId: restApiId }, async (rows) => {
    await apiOf(rows, place, restApiId);
    const domains = await mappedDomainNames(rows, restApiId);
    if (domains.length > 0) throw restApiMapped(restApiId, domains);
    await removeRestApi(rows, restApiId);
    await leaveUsagePlans(rows, { apiId: restApiId });
  });
  await store.directory.release(restApiId, place);
  return {};
};
