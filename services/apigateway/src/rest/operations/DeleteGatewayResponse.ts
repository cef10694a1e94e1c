import { noSuchGatewayResponse } from "../../domain/rest/errors.ts";
import { gatewayResponseRows } from "../../store/gateway-responses.ts";
import { apiOf, changeRestApi } from "../../store/rest-apis.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteGatewayResponse.html */
export const DeleteGatewayResponse: Operation<"DeleteGatewayResponse"> = (
  { responseType, restApiId },
  { place },
  store,
): Promise<Record<string, never>> =>
  changeRestApi(store, { place, apiId: restApiId }, async (rows) => {
    await apiOf(rows, place, restApiId);
    if ((await rows.get(gatewayResponseRows, restApiId, responseType)) === undefined) throw noSuchGatewayResponse();
    rows.remove(gatewayResponseRows, restApiId, responseType);
    return {};
  });
