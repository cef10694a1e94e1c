import type { CreateAuthorizerRequest } from "@aws-sdk/client-api-gateway";
import { type AwsError, parseArn } from "@skylab/aws";
import { badRequest, conflict, notFound } from "../errors.ts";
import type { PatchTable } from "../patch/patch-table.ts";
import { member, valueElement } from "../patch/rules.ts";
import { integer, oneOf, text } from "../patch/values.ts";
import { namingPaths } from "../patch/words.ts";
import type { StoredResource, StoredRestAuthorizer } from "./snapshot.ts";

export const noSuchAuthorizer = (): AwsError => notFound("Invalid Authorizer identifier specified");

export const authorizerExists = (name: string): AwsError =>
  conflict(`Authorizer name must be unique. Authorizer ${name} already exists in this RestApi.`);

/** In seconds: https://docs.aws.amazon.com/apigateway/latest/api/API_CreateAuthorizer.html */
const MAX_TTL = 3600;

const TYPES = ["TOKEN", "REQUEST", "COGNITO_USER_POOLS"] as const;

/** Not recorded from AWS, as what else here names no source. */
const invalidTtl = (): AwsError => badRequest(`Authorizer result TTL must be between 0 and ${MAX_TTL} seconds`);

/** @throws AwsError BadRequestException */
export function newAuthorizer(input: CreateAuthorizerRequest, id: string): StoredRestAuthorizer {
  const { restApiId: _, authType, name = "", type = "TOKEN", ...asked } = input;
  const authorizer: StoredRestAuthorizer = {
    ...asked,
    id,
    name,
    type,
    authType: authType ?? (type === "COGNITO_USER_POOLS" ? "cognito_user_pools" : "custom"),
  };
  checkAuthorizer(authorizer);
  return authorizer;
}

/**
 * What must hold of an authorizer as a whole.
 * @throws AwsError BadRequestException
 */
export function checkAuthorizer(authorizer: StoredRestAuthorizer): void {
  const { authorizerResultTtlInSeconds: ttl, authorizerCredentials: role, name } = authorizer;
  if (name === undefined || name === "") throw badRequest("Authorizer name cannot be empty");
  if (ttl !== undefined && (ttl < 0 || ttl > MAX_TTL)) throw invalidTtl();
  if (role !== undefined && parseArn(role) === undefined) throw badRequest("Invalid ARN specified in the request");
  if (authorizer.type === "COGNITO_USER_POOLS") checkCognito(authorizer);
  else checkLambda(authorizer);
}

function checkCognito({ identitySource, providerARNs = [] }: StoredRestAuthorizer): void {
  if (providerARNs.length === 0) throw badRequest("Provider ARNs are required for authorizers of user pools");
  for (const arn of providerARNs) {
    if (parseArn(arn)?.service !== "cognito-idp") throw badRequest(`Invalid Cognito User Pool ARN: ${arn}`);
  }
  if (!identitySource) throw badRequest("Identity source is required");
}

function checkLambda({ type, authorizerUri, identitySource, authorizerResultTtlInSeconds: ttl }: StoredRestAuthorizer) {
  if (authorizerUri === undefined || !INVOCATION.test(authorizerUri)) {
    throw badRequest(
      `Invalid Authorizer URI: ${authorizerUri ?? null}. Authorizer URI should be a valid API Gateway ARN that represents a Lambda function invocation.`,
    );
  }
  // What an authorizer of requests decided is cached by its identity sources, unless nothing is.
  if (!identitySource && (type === "TOKEN" || ttl !== 0)) throw badRequest("Identity source is required");
}

/** The function may be named by a stage variable. */
const INVOCATION = /^arn:[\w-]+:apigateway:[\w-]+:lambda:path\/+\d{4}-\d{2}-\d{2}\/functions\/.+\/invocations$/;

/**
 * What is deleted is no method's: else a method would be everybody's.
 * @throws AwsError ConflictException
 */
export function checkUnused(authorizer: StoredRestAuthorizer, resources: readonly StoredResource[]): void {
  for (const { path, resourceMethods = {} } of resources) {
    for (const [httpMethod, { authorizerId }] of Object.entries(resourceMethods)) {
      if (authorizerId !== authorizer.id) continue;
      throw conflict(`Cannot delete authorizer '${authorizer.name}', is referenced in method: ${httpMethod}/${path}`);
    }
  }
}

/** https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateAuthorizer-Patch */
export const AUTHORIZER_PATCHES: PatchTable = {
  words: namingPaths,
  paths: {
    "/authorizerUri": member(text, "replace"),
    "/authorizerCredentials": member(text, "replace", "remove"),
    "/authorizerResultTtlInSeconds": member(
      integer({ min: 0, max: MAX_TTL, refused: invalidTtl, empty: true }),
      "replace",
    ),
    "/authType": member(text, "replace"),
    "/identitySource": member(text, "add", "replace", "remove"),
    "/identityValidationExpression": member(text, "replace", "remove"),
    "/name": member(text, "replace"),
    "/providerARNs": valueElement(text),
    "/type": member(
      oneOf(TYPES, () => badRequest(`Invalid authorizer type. Must be one of: [${TYPES.join(", ")}]`)),
      "replace",
    ),
  },
};
