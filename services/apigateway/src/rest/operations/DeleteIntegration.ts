import { changeMethod } from "../methods/change-method.ts";
import { integrationIn } from "../methods/find-method.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteIntegration.html */
export const DeleteIntegration: Operation<"DeleteIntegration"> = (
  input,
  { place },
  store,
): Promise<Record<string, never>> =>
  changeMethod(store, { ...input, place }, (method) => {
    integrationIn(method);
    const { methodIntegration: _gone, ...rest } = method;
    return { method: rest, answer: {} };
  });
