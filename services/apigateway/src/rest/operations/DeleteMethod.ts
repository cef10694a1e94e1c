import { resourceRows } from "../../store/resources.ts";
import { changeRestApi } from "../../store/rest-apis.ts";
import { without } from "../methods/change-method.ts";
import { methodIn, resourceOf } from "../methods/find-method.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteMethod.html */
export const DeleteMethod: Operation<"DeleteMethod"> = (input, { place }, store): Promise<Record<string, never>> =>
  changeRestApi(store, { place, apiId: input.restApiId }, async (rows) => {
    const { httpMethod, resourceId, restApiId } = input;
    const { resourceMethods, ...resource } = await resourceOf(rows, input);
    methodIn({ ...resource, resourceMethods }, httpMethod);
    const others = without(resourceMethods, httpMethod);
    rows.put(resourceRows, { ...resource, ...(others && { resourceMethods: others }) }, restApiId, resourceId);
    return {};
  });
