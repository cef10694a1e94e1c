import type { IntegrationResponse } from "@aws-sdk/client-api-gateway";
import { integrationResponseIn, methodOf } from "../methods/find-method.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetIntegrationResponse.html */
export const GetIntegrationResponse: Operation<"GetIntegrationResponse"> = async (
  input,
  { place },
  store,
): Promise<IntegrationResponse> => integrationResponseIn(await methodOf(store.of(place), input), input.statusCode);
