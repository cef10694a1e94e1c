import type { RestApi } from "@aws-sdk/client-api-gateway";
import { describeRestApi } from "../../domain/rest/rest-api.ts";
import { readOpenApi } from "../../openapi/read-openapi.ts";
import { putDefinition } from "../../openapi/rest/put-definition.ts";
import { readDefinition } from "../../openapi/rest/read-definition.ts";
import { withSettings } from "../../openapi/rest/settings.ts";
import { apiOf, restApiRows } from "../../store/rest-apis.ts";
import { takeSnapshot } from "../../store/take-snapshot.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_PutRestApi.html */
export const PutRestApi: Operation<"PutRestApi"> = async (input, call, store): Promise<RestApi> => {
  const { body, failOnWarnings, mode = "merge", parameters = {}, restApiId } = input;
  const { place } = call;
  await apiOf(store.of(place), place, restApiId);
  const definition = readDefinition(readOpenApi(Buffer.from(body).toString()), parameters);
  const { settings, warnings } = definition;
  const api = await store.change(place, async (rows) => {
    const present = await takeSnapshot(rows, await apiOf(rows, place, restApiId));
    await putDefinition(rows, { ...call, definition, failOnWarnings, mode, present });
    const changed = withSettings(present.api, { settings, mode, place, parameters });
    rows.put(restApiRows, changed, restApiId);
    return changed;
  });
  // AWS tells of no tags here, as where an API is updated.
  return { tags: {}, ...describeRestApi(api), ...(warnings.length > 0 && { warnings: [...warnings] }) };
};
