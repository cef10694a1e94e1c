import { rootResourceStays } from "../../domain/rest/errors.ts";
import { subtreeOf } from "../../domain/rest/resource.ts";
import { listAll } from "../../store/list-all.ts";
import { resourceRows } from "../../store/resources.ts";
import { changeRestApi } from "../../store/rest-apis.ts";
import { resourceOf } from "../methods/find-method.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteResource.html */
export const DeleteResource: Operation<"DeleteResource"> = (input, { place }, store): Promise<Record<string, never>> =>
  changeRestApi(store, { place, apiId: input.restApiId }, async (rows) => {
    const { restApiId } = input;
    const resource = await resourceOf(rows, input);
    if (resource.parentId === undefined) throw rootResourceStays();
    for (const { id } of subtreeOf(resource, await listAll(rows, resourceRows, restApiId))) {
      rows.remove(resourceRows, restApiId, id);
    }
    return {};
  });
