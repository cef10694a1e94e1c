import type { RequestValidator } from "@aws-sdk/client-api-gateway";
import { requestValidatorOf } from "../../store/request-validators.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetRequestValidator.html */
export const GetRequestValidator: Operation<"GetRequestValidator"> = (
  input,
  { place },
  store,
): Promise<RequestValidator> => requestValidatorOf(store.of(place), input);
