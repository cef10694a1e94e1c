import type { Method } from "@aws-sdk/client-api-gateway";
import { methodOf } from "../methods/find-method.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetMethod.html */
export const GetMethod: Operation<"GetMethod"> = (input, { place }, store): Promise<Method> =>
  methodOf(store.of(place), input);
