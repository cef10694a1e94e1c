import type { Resource } from "@aws-sdk/client-api-gateway";
import { applyPatches } from "../../domain/patch/apply-patches.ts";
import { describeResource, movedTree, resourcePatches } from "../../domain/rest/resource.ts";
import { listAll } from "../../store/list-all.ts";
import { resourceRows } from "../../store/resources.ts";
import { changeRestApi } from "../../store/rest-apis.ts";
import { resourceOf } from "../methods/find-method.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateResource.html */
export const UpdateResource: Operation<"UpdateResource"> = (input, { place }, store): Promise<Resource> =>
  changeRestApi(store, { place, apiId: input.restApiId }, async (rows) => {
    const { patchOperations, restApiId } = input;
    const resource = await resourceOf(rows, input);
    const patched = applyPatches(resource, patchOperations, resourcePatches);
    const moved = movedTree(resource, patched, await listAll(rows, resourceRows, restApiId));
    for (const one of moved) rows.put(resourceRows, one, restApiId, one.id);
    return describeResource(moved[0] ?? resource);
  });
