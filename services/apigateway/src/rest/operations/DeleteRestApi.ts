import { restApiMapped } from "../../domain/rest/errors.ts";
import { domainNameRows } from "../../store/domain-names.ts";
import { listAll } from "../../store/list-all.ts";
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
    const domains = await listAll(rows, domainNameRows);
    const mapped = domains.filter(({ mappings }) => mappings.some(({ apiId }) => apiId === restApiId));
    if (mapped.length > 0) {
      throw restApiMapped(
        restApiId,
        mapped.map(({ domainName }) => domainName),
      );
    }
    await removeRestApi(rows, restApiId);
  });
  await store.directory.release(restApiId, place);
  return {};
};
