import type { AuthorizerType } from "@aws-sdk/client-api-gateway";
import type { ApiDocument, ApiOperation } from "../document.ts";
import { AUTHORIZER_EXTENSION, AUTHTYPE_EXTENSION } from "../extensions.ts";
import { isObject, type JsonObject, memberOf, nonEmptyTextAt, numberAt, textsAt } from "../json.ts";
import { isSigned } from "../schemes.ts";
import type { AuthorizerDefinition, MethodDefinition } from "./definition.ts";

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-authorizer.html

/** The authorizers of a document: schemes of security that name one, whether something uses them or not. */
export const readAuthorizers = ({ securitySchemes }: ApiDocument): readonly AuthorizerDefinition[] =>
  Object.entries(securitySchemes).flatMap(([name, scheme]) => {
    const authorizer = memberOf(scheme, AUTHORIZER_EXTENSION);
    return isObject(authorizer) ? [readAuthorizer(name, scheme, authorizer)] : [];
  });

function readAuthorizer(name: string, scheme: JsonObject, authorizer: JsonObject): AuthorizerDefinition {
  const type = typeOf(authorizer);
  const ttl = numberAt(authorizer, "authorizerResultTtlInSeconds");
  const texts = ["authorizerUri", "authorizerCredentials", "identityValidationExpression"].flatMap((member) => {
    const text = nonEmptyTextAt(authorizer, member);
    return text === undefined ? [] : [[member, text]];
  });
  const identitySource = nonEmptyTextAt(authorizer, "identitySource") ?? sourceOf(type, scheme);
  const authType = nonEmptyTextAt(scheme, AUTHTYPE_EXTENSION);
  const providerARNs = [...textsAt(authorizer, "providerARNs")];
  return {
    name,
    type,
    ...(authType !== undefined && { authType }),
    ...Object.fromEntries(texts),
    ...(identitySource !== undefined && { identitySource }),
    ...(ttl !== undefined && { authorizerResultTtlInSeconds: ttl }),
    ...(providerARNs.length > 0 && { providerARNs }),
  };
}

const typeOf = (authorizer: JsonObject): AuthorizerType =>
  TYPES.find((type) => type === nonEmptyTextAt(authorizer, "type")?.toUpperCase()) ?? "TOKEN";

const TYPES = ["TOKEN", "REQUEST", "COGNITO_USER_POOLS"] as const;

/** A token is in the header that the scheme names. */
function sourceOf(type: AuthorizerType, scheme: JsonObject): string | undefined {
  const name = nonEmptyTextAt(scheme, "name");
  return type === "REQUEST" || name === undefined ? undefined : `method.request.header.${name}`;
}

/** Who may call a method, by its authorizer's name. */
export type Authorization = Pick<MethodDefinition, "authorizer"> &
  Pick<MethodDefinition["method"], "apiKeyRequired" | "authorizationScopes" | "authorizationType">;

/** What an operation asks of those who call it. */
export function readAuthorization({ node, security }: ApiOperation, { securitySchemes }: ApiDocument): Authorization {
  const named = security.flatMap((requirement) => Object.keys(requirement).map((name) => ({ name, requirement })));
  const asked = named.map(({ name, requirement }) =>
    authorizationBy(name, memberOf(securitySchemes, name), textsAt(requirement, name)),
  );
  const own = memberOf(node, "x-amazon-apigateway-auth");
  const ownType = isObject(own) ? nonEmptyTextAt(own, "type")?.toUpperCase() : undefined;
  return Object.assign(
    { apiKeyRequired: false, authorizationType: "NONE" },
    ...asked,
    ownType !== undefined && { authorizationType: ownType },
  ) as Authorization; // as: each is a part of one.
}

function authorizationBy(name: string, scheme: unknown, scopes: readonly string[]): Partial<Authorization> {
  if (!isObject(scheme)) return {};
  const authorizer = memberOf(scheme, AUTHORIZER_EXTENSION);
  if (isObject(authorizer)) {
    const isPool = typeOf(authorizer) === "COGNITO_USER_POOLS";
    return {
      authorizer: name,
      authorizationType: isPool ? "COGNITO_USER_POOLS" : "CUSTOM",
      ...(scopes.length > 0 && { authorizationScopes: [...scopes] }),
    };
  }
  if (isSigned(scheme)) return { authorizationType: "AWS_IAM" };
  return isApiKey(scheme) ? { apiKeyRequired: true } : {};
}

/** API keys come in one header alone. */
const isApiKey = (scheme: JsonObject): boolean =>
  nonEmptyTextAt(scheme, "type") === "apiKey" &&
  nonEmptyTextAt(scheme, "in") === "header" &&
  nonEmptyTextAt(scheme, "name")?.toLowerCase() === "x-api-key";
