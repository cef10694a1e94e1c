import type { RequestValidator } from "@aws-sdk/client-api-gateway";
import { applyPatches } from "../../domain/patch/apply-patches.ts";
import { requestValidatorPatches } from "../../domain/rest/request-validator.ts";
import { requestValidatorOf, requestValidatorRows } from "../../store/request-validators.ts";
import { changeRestApi } from "../../store/rest-apis.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateRequestValidator.html */
export const UpdateRequestValidator: Operation<"UpdateRequestValidator"> = (
  input,
  { place },
  store,
): Promise<RequestValidator> =>
  changeRestApi(store, { place, apiId: input.restApiId }, async (rows) => {
    const { patchOperations, requestValidatorId, restApiId } = input;
    const validator = applyPatches(await requestValidatorOf(rows, input), patchOperations, requestValidatorPatches);
    rows.put(requestValidatorRows, validator, restApiId, requestValidatorId);
    return validator;
  });
