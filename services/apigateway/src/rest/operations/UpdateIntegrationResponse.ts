import type { IntegrationResponse } from "@aws-sdk/client-api-gateway";
import { applyPatches } from "../../domain/patch/apply-patches.ts";
import { checkIntegrationResponse, integrationResponsePatches } from "../../domain/rest/integration-response.ts";
import { withIntegrationResponse } from "../../domain/rest/method.ts";
import { changeMethod } from "../methods/change-method.ts";
import { integrationResponseIn } from "../methods/find-method.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateIntegrationResponse.html */
export const UpdateIntegrationResponse: Operation<"UpdateIntegrationResponse"> = (
  input,
  { place },
  store,
): Promise<IntegrationResponse> =>
  changeMethod(store, { ...input, place }, (method) => {
    const response = integrationResponseIn(method, input.statusCode);
    const answer = applyPatches(response, input.patchOperations, integrationResponsePatches);
    checkIntegrationResponse(answer, method);
    return { method: withIntegrationResponse(method, answer), answer };
  });
