import type { MethodResponse } from "@aws-sdk/client-api-gateway";
import { applyPatches } from "../../domain/patch/apply-patches.ts";
import { checkResponseParameters } from "../../domain/rest/mappings.ts";
import { methodResponsePatches, withMethodResponse } from "../../domain/rest/method.ts";
import { checkModels } from "../../store/check-method.ts";
import { changeMethod } from "../methods/change-method.ts";
import { methodResponseIn } from "../methods/find-method.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateMethodResponse.html */
export const UpdateMethodResponse: Operation<"UpdateMethodResponse"> = (
  input,
  { place },
  store,
): Promise<MethodResponse> =>
  changeMethod(store, { ...input, place }, async (method, rows) => {
    const { patchOperations, restApiId, statusCode } = input;
    const answer = applyPatches(methodResponseIn(method, statusCode), patchOperations, methodResponsePatches);
    await checkModels(rows, restApiId, answer.responseModels);
    checkResponseParameters(answer.responseParameters);
    return { method: withMethodResponse(method, answer), answer };
  });
