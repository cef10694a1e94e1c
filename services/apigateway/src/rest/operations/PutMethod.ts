import type { Method } from "@aws-sdk/client-api-gateway";
import { methodExists } from "../../domain/rest/errors.ts";
import { checkHttpMethod } from "../../domain/rest/method.ts";
import { checkedMethod } from "../../store/check-method.ts";
import { resourceRows } from "../../store/resources.ts";
import { changeRestApi } from "../../store/rest-apis.ts";
import { resourceOf } from "../methods/find-method.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_PutMethod.html */
export const PutMethod: Operation<"PutMethod"> = (input, { place }, store): Promise<Method> =>
  changeRestApi(store, { place, apiId: input.restApiId }, async (rows) => {
    const { httpMethod, resourceId, restApiId, ...asked } = input;
    const resource = await resourceOf(rows, input);
    checkHttpMethod(httpMethod);
    if (resource.resourceMethods?.[httpMethod] !== undefined) throw methodExists();
    const { apiKeyRequired = false } = asked;
    const method = await checkedMethod(rows, restApiId, { ...asked, httpMethod, apiKeyRequired });
    const resourceMethods = { ...resource.resourceMethods, [httpMethod]: method };
    rows.put(resourceRows, { ...resource, resourceMethods }, restApiId, resourceId);
    return method;
  });
