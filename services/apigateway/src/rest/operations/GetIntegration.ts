import type { Integration } from "@aws-sdk/client-api-gateway";
import { integrationIn, methodOf } from "../methods/find-method.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetIntegration.html */
export const GetIntegration: Operation<"GetIntegration"> = async (input, { place }, store): Promise<Integration> =>
  integrationIn(await methodOf(store.of(place), input));
