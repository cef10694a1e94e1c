import type { Model } from "@aws-sdk/client-api-gateway";
import { newId, PART_ID_LENGTH } from "../../domain/new-id.ts";
import { modelExists } from "../../domain/rest/errors.ts";
import { checkModel } from "../../domain/rest/model.ts";
import type { StoredModel } from "../../domain/rest/snapshot.ts";
import { modelRows } from "../../store/models.ts";
import { apiOf, changeRestApi } from "../../store/rest-apis.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_CreateModel.html */
export const CreateModel: Operation<"CreateModel"> = (input, { place }, store): Promise<Model> =>
  changeRestApi(store, { place, apiId: input.restApiId }, async (rows) => {
    const { restApiId, description, ...asked } = input;
    await apiOf(rows, place, restApiId);
    checkModel(asked);
    if ((await rows.get(modelRows, restApiId, asked.name)) !== undefined) throw modelExists();
    const id = newId(store.ids, PART_ID_LENGTH);
    const model: StoredModel = { ...asked, id, ...(description && { description }) };
    rows.put(modelRows, model, restApiId, model.name);
    return model;
  });
