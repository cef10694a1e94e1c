import type { IntegrationResponse, Method } from "@aws-sdk/client-api-gateway";
import type { PatchTable } from "../patch/patch-table.ts";
import { entry, member } from "../patch/rules.ts";
import { text } from "../patch/values.ts";
import { namingOps } from "../patch/words.ts";
import { noSuchContentType, noSuchParameter } from "./errors.ts";
import { contentHandling } from "./integration.ts";
import { checkResponseMappings, checkTemplates, template } from "./mappings.ts";

/**
 * That a response of an integration can be one of a method.
 * @throws AwsError BadRequestException
 */
export function checkIntegrationResponse(response: IntegrationResponse, { methodResponses = {} }: Method): void {
  checkResponseMappings(response.responseParameters, methodResponses[response.statusCode ?? ""]);
  checkTemplates(response.responseTemplates);
}

/** https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html */
export const integrationResponsePatches: PatchTable = {
  words: namingOps,
  paths: {
    "/contentHandling": member(contentHandling, "replace"),
    "/responseParameters/{name}": entry(text, { missing: noSuchParameter }),
    "/responseTemplates/{type}": entry(template, { missing: noSuchContentType }),
    // An empty pattern is the response of everything else.
    "/selectionPattern": member((value) => value, "replace"),
  },
};
