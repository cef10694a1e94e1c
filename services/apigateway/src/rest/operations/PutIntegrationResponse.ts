import type { IntegrationResponse } from "@aws-sdk/client-api-gateway";
import { checkIntegrationResponse } from "../../domain/rest/integration-response.ts";
import { withIntegrationResponse } from "../../domain/rest/method.ts";
import { changeMethod } from "../methods/change-method.ts";
import { integrationIn } from "../methods/find-method.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegrationResponse.html */
export const PutIntegrationResponse: Operation<"PutIntegrationResponse"> = (
  input,
  { place },
  store,
): Promise<IntegrationResponse> =>
  changeMethod(store, { ...input, place }, (method) => {
    const { httpMethod: _method, resourceId: _resource, restApiId: _api, ...answer } = input;
    integrationIn(method);
    checkIntegrationResponse(answer, method);
    return { method: withIntegrationResponse(method, answer), answer };
  });
