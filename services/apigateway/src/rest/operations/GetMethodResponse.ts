import type { MethodResponse } from "@aws-sdk/client-api-gateway";
import { methodOf, methodResponseIn } from "../methods/find-method.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetMethodResponse.html */
export const GetMethodResponse: Operation<"GetMethodResponse"> = async (
  input,
  { place },
  store,
): Promise<MethodResponse> => methodResponseIn(await methodOf(store.of(place), input), input.statusCode);
