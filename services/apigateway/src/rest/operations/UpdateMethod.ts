import type { Method } from "@aws-sdk/client-api-gateway";
import { applyPatches } from "../../domain/patch/apply-patches.ts";
import { methodPatches } from "../../domain/rest/method.ts";
import { checkedMethod } from "../../store/check-method.ts";
import { changeMethod } from "../methods/change-method.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateMethod.html */
export const UpdateMethod: Operation<"UpdateMethod"> = (input, { place }, store): Promise<Method> =>
  changeMethod(store, { ...input, place }, async (method, rows) => {
    const patched = applyPatches(method, input.patchOperations, methodPatches);
    const changed = await checkedMethod(rows, input.restApiId, patched);
    return { method: changed, answer: changed };
  });
