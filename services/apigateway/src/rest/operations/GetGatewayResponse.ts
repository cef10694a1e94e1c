import type { GatewayResponse } from "@aws-sdk/client-api-gateway";
import { gatewayResponseOf } from "../../domain/rest/gateway-responses.ts";
import { gatewayResponseRows } from "../../store/gateway-responses.ts";
import { listAll } from "../../store/list-all.ts";
import { apiOf } from "../../store/rest-apis.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetGatewayResponse.html */
export const GetGatewayResponse: Operation<"GetGatewayResponse"> = async (
  { responseType, restApiId },
  { place },
  store,
): Promise<GatewayResponse> => {
  const rows = store.of(place);
  await apiOf(rows, place, restApiId);
  return gatewayResponseOf(responseType, await listAll(rows, gatewayResponseRows, restApiId));
};
