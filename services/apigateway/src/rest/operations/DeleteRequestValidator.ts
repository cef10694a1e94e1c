import { requestValidatorInUse } from "../../domain/rest/errors.ts";
import { findValidatorUser } from "../../domain/rest/users.ts";
import { listAll } from "../../store/list-all.ts";
import { requestValidatorOf, requestValidatorRows } from "../../store/request-validators.ts";
import { resourceRows } from "../../store/resources.ts";
import { changeRestApi } from "../../store/rest-apis.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteRequestValidator.html */
export const DeleteRequestValidator: Operation<"DeleteRequestValidator"> = (
  input,
  { place },
  store,
): Promise<Record<string, never>> =>
  changeRestApi(store, { place, apiId: input.restApiId }, async (rows) => {
    const { requestValidatorId, restApiId } = input;
    await requestValidatorOf(rows, input);
    const user = findValidatorUser(requestValidatorId, await listAll(rows, resourceRows, restApiId));
    if (user !== undefined) throw requestValidatorInUse(requestValidatorId, user);
    rows.remove(requestValidatorRows, restApiId, requestValidatorId);
    return {};
  });
