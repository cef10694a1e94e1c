import type { GatewayResponse } from "@aws-sdk/client-api-gateway";
import { applyPatches } from "../../domain/patch/apply-patches.ts";
import { gatewayResponseOf, gatewayResponsePatches } from "../../domain/rest/gateway-responses.ts";
import { gatewayResponseRows } from "../../store/gateway-responses.ts";
import { listAll } from "../../store/list-all.ts";
import { apiOf, changeRestApi } from "../../store/rest-apis.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateGatewayResponse.html */
export const UpdateGatewayResponse: Operation<"UpdateGatewayResponse"> = (
  input,
  { place },
  store,
): Promise<GatewayResponse> =>
  changeRestApi(store, { place, apiId: input.restApiId }, async (rows) => {
    const { patchOperations, responseType, restApiId } = input;
    await apiOf(rows, place, restApiId);
    const current = gatewayResponseOf(responseType, await listAll(rows, gatewayResponseRows, restApiId));
    const patched = applyPatches(current, patchOperations, gatewayResponsePatches);
    // AWS tells maps of which nothing is left.
    const response = { responseParameters: {}, responseTemplates: {}, ...patched, defaultResponse: false };
    rows.put(gatewayResponseRows, response, restApiId, responseType);
    return response;
  });
