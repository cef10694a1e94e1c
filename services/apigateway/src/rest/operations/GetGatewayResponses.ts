import type { GatewayResponses } from "@aws-sdk/client-api-gateway";
import { gatewayResponsesOf } from "../../domain/rest/gateway-responses.ts";
import { gatewayResponseRows } from "../../store/gateway-responses.ts";
import { listAll } from "../../store/list-all.ts";
import { apiOf } from "../../store/rest-apis.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetGatewayResponses.html */
export const GetGatewayResponses: Operation<"GetGatewayResponses"> = async (
  { restApiId },
  { place },
  store,
): Promise<GatewayResponses> => {
  const rows = store.of(place);
  await apiOf(rows, place, restApiId);
  return { items: [...gatewayResponsesOf(await listAll(rows, gatewayResponseRows, restApiId))] };
};
