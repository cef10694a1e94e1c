import { changeMethod, without } from "../methods/change-method.ts";
import { methodResponseIn } from "../methods/find-method.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteMethodResponse.html */
export const DeleteMethodResponse: Operation<"DeleteMethodResponse"> = (
  input,
  { place },
  store,
): Promise<Record<string, never>> =>
  changeMethod(store, { ...input, place }, (method) => {
    methodResponseIn(method, input.statusCode);
    const { methodResponses, ...rest } = method;
    const others = without(methodResponses, input.statusCode);
    return { method: { ...rest, ...(others && { methodResponses: others }) }, answer: {} };
  });
