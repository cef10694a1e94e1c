import type { Integration } from "@aws-sdk/client-api-gateway";
import { checkPassedRole } from "../../domain/passed-role.ts";
import { checkIntegration, newIntegration } from "../../domain/rest/integration.ts";
import { changeMethod } from "../methods/change-method.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegration.html */
export const PutIntegration: Operation<"PutIntegration"> = (input, { place }, store): Promise<Integration> =>
  changeMethod(store, { ...input, place }, (method) => {
    const integration = newIntegration(input);
    checkIntegration(integration, method);
    checkPassedRole(integration.credentials, place);
    return { method: { ...method, methodIntegration: integration }, answer: integration };
  });
