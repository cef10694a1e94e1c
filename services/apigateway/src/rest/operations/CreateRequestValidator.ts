import type { RequestValidator } from "@aws-sdk/client-api-gateway";
import { newId, PART_ID_LENGTH } from "../../domain/new-id.ts";
import { invalidRestApi } from "../../domain/rest/errors.ts";
import { checkValidatorName } from "../../domain/rest/request-validator.ts";
import { requestValidatorRows } from "../../store/request-validators.ts";
import { changeRestApi, restApiRows } from "../../store/rest-apis.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_CreateRequestValidator.html */
export const CreateRequestValidator: Operation<"CreateRequestValidator"> = (
  input,
  { place },
  store,
): Promise<RequestValidator> =>
  changeRestApi(store, { place, apiId: input.restApiId }, async (rows) => {
    const { restApiId, validateRequestBody = false, validateRequestParameters = false, ...asked } = input;
    // AWS words it otherwise here than everywhere else.
    if ((await rows.get(restApiRows, restApiId)) === undefined) throw invalidRestApi();
    checkValidatorName(asked.name);
    const id = newId(store.ids, PART_ID_LENGTH);
    const validator = { id, ...asked, validateRequestBody, validateRequestParameters };
    rows.put(requestValidatorRows, validator, restApiId, id);
    return validator;
  });
