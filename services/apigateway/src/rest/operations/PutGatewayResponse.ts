import type { GatewayResponse } from "@aws-sdk/client-api-gateway";
import { defaultGatewayResponse } from "../../domain/rest/gateway-responses.ts";
import type { StoredGatewayResponse } from "../../domain/rest/snapshot.ts";
import { gatewayResponseRows } from "../../store/gateway-responses.ts";
import { apiOf, changeRestApi } from "../../store/rest-apis.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_PutGatewayResponse.html */
export const PutGatewayResponse: Operation<"PutGatewayResponse"> = (
  input,
  { place },
  store,
): Promise<GatewayResponse> =>
  changeRestApi(store, { place, apiId: input.restApiId }, async (rows) => {
    const { restApiId, responseType, ...asked } = input;
    await apiOf(rows, place, restApiId);
    const response: StoredGatewayResponse = {
      ...defaultGatewayResponse(responseType),
      ...asked,
      defaultResponse: false,
    };
    rows.put(gatewayResponseRows, response, restApiId, responseType);
    return response;
  });
