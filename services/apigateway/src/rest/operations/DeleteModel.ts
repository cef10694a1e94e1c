import { modelInUse } from "../../domain/rest/errors.ts";
import { findModelUser } from "../../domain/rest/users.ts";
import { listAll } from "../../store/list-all.ts";
import { modelOf, modelRows } from "../../store/models.ts";
import { resourceRows } from "../../store/resources.ts";
import { changeRestApi } from "../../store/rest-apis.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteModel.html */
export const DeleteModel: Operation<"DeleteModel"> = (input, { place }, store): Promise<Record<string, never>> =>
  changeRestApi(store, { place, apiId: input.restApiId }, async (rows) => {
    const { modelName, restApiId } = input;
    await modelOf(rows, input);
    const user = findModelUser(modelName, await listAll(rows, resourceRows, restApiId));
    if (user !== undefined) throw modelInUse(modelName, user);
    rows.remove(modelRows, restApiId, modelName);
    return {};
  });
