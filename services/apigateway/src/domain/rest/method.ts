import type { IntegrationResponse, Method, MethodResponse } from "@aws-sdk/client-api-gateway";
import type { PatchTable } from "../patch/patch-table.ts";
import { entry, member, valueElement } from "../patch/rules.ts";
import { flag, text } from "../patch/values.ts";
import { namingOps } from "../patch/words.ts";
import { invalidOption, noSuchContentType, noSuchParameter } from "./errors.ts";

const HTTP_METHODS = ["GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "HEAD", "ANY"];

const AUTHORIZATION_TYPES = ["NONE", "AWS_IAM", "CUSTOM", "COGNITO_USER_POOLS"];

/** @throws AwsError BadRequestException */
export function checkHttpMethod(method: string): void {
  if (!HTTP_METHODS.includes(method)) throw invalidOption("HttpMethod", HTTP_METHODS);
}

/** @throws AwsError BadRequestException */
export function checkAuthorizationType({ authorizationType = "" }: Method): void {
  if (!AUTHORIZATION_TYPES.includes(authorizationType)) throw invalidOption("AuthorizationType", AUTHORIZATION_TYPES);
}

/** Which authorizers a method of a type may have. */
export const AUTHORIZERS_OF: Readonly<Record<string, readonly string[]>> = {
  CUSTOM: ["TOKEN", "REQUEST"],
  COGNITO_USER_POOLS: ["COGNITO_USER_POOLS"],
};

/** https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html */
export const methodPatches: PatchTable = {
  words: namingOps,
  paths: {
    "/apiKeyRequired": member(flag, "replace"),
    "/authorizationType": member(text, "replace"),
    "/authorizerId": member(text, "replace"),
    "/authorizationScopes": valueElement(),
    "/operationName": member(text, "replace"),
    "/requestModels/{type}": entry(text, { missing: noSuchContentType }),
    "/requestParameters/{name}": entry(flag, { missing: noSuchParameter }),
    "/requestValidatorId": member(text, "replace"),
  },
};

/** https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html */
export const methodResponsePatches: PatchTable = {
  words: namingOps,
  paths: {
    "/responseModels/{type}": entry(text, { missing: noSuchContentType }),
    "/responseParameters/{name}": entry(flag, { missing: noSuchParameter }),
  },
};

export const withMethodResponse = (method: Method, response: MethodResponse): Method => ({
  ...method,
  methodResponses: { ...method.methodResponses, [response.statusCode ?? ""]: response },
});

export function withIntegrationResponse(method: Method, response: IntegrationResponse): Method {
  const { methodIntegration } = method;
  const integrationResponses = { ...methodIntegration?.integrationResponses, [response.statusCode ?? ""]: response };
  return { ...method, methodIntegration: { ...methodIntegration, integrationResponses } };
}
