import type { Resource } from "@aws-sdk/client-api-gateway";
import { newId, PART_ID_LENGTH } from "../../domain/new-id.ts";
import { tooManyResources } from "../../domain/rest/errors.ts";
import { checkSpot, describeResource, MAX_RESOURCES, pathUnder } from "../../domain/rest/resource.ts";
import type { StoredResource } from "../../domain/rest/snapshot.ts";
import { listAll } from "../../store/list-all.ts";
import { resourceRows } from "../../store/resources.ts";
import { changeRestApi } from "../../store/rest-apis.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_CreateResource.html */
export const CreateResource: Operation<"CreateResource"> = (
  { parentId, pathPart, restApiId },
  { place },
  store,
): Promise<Resource> =>
  changeRestApi(store, { place, apiId: restApiId }, async (rows) => {
    const resources = await listAll(rows, resourceRows, restApiId);
    const id = newId(store.ids, PART_ID_LENGTH);
    const parent = checkSpot({ id, parentId, pathPart }, resources);
    if (resources.length >= MAX_RESOURCES) throw tooManyResources();
    const resource: StoredResource = { id, parentId, pathPart, path: pathUnder(parent, pathPart) };
    rows.put(resourceRows, resource, restApiId, id);
    return describeResource(resource);
  });
