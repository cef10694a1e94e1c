import type { Integration } from "@aws-sdk/client-api-gateway";
import { applyPatches } from "../../domain/patch/apply-patches.ts";
import { checkPassedRole } from "../../domain/passed-role.ts";
import { checkIntegration, integrationPatches } from "../../domain/rest/integration.ts";
import { changeMethod } from "../methods/change-method.ts";
import { integrationIn } from "../methods/find-method.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateIntegration.html */
export const UpdateIntegration: Operation<"UpdateIntegration"> = (input, { place }, store): Promise<Integration> =>
  changeMethod(store, { ...input, place }, (method) => {
    const patched = applyPatches(integrationIn(method), input.patchOperations, integrationPatches);
    const integration = { ...patched, cacheKeyParameters: patched.cacheKeyParameters ?? [] };
    checkIntegration(integration, method);
    checkPassedRole(integration.credentials, place);
    return { method: { ...method, methodIntegration: integration }, answer: integration };
  });
