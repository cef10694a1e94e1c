import type { AuthorizerMembers } from "../../domain/v2/authorizer.ts";
import type { RouteMembers } from "../../domain/v2/route.ts";
import type { StoredV2Authorizer } from "../../domain/v2/snapshot.ts";
import type { ApiDocument, ApiOperation } from "../document.ts";
import { AUTHORIZER_EXTENSION } from "../extensions.ts";
import {
  flagAt,
  isObject,
  type JsonObject,
  memberOf,
  nonEmptyTextAt,
  numberAt,
  objectAt,
  present,
  textsAt,
} from "../json.ts";
import { isSigned } from "../schemes.ts";

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-authorizer.html

type AskedAuthorizer = AuthorizerMembers & { readonly Name: string };

/** The authorizers of a document, whether something uses them or not. */
export const readHttpAuthorizers = ({ securitySchemes }: ApiDocument): readonly AskedAuthorizer[] =>
  Object.entries(securitySchemes).flatMap(([name, scheme]) => {
    const authorizer = memberOf(scheme, AUTHORIZER_EXTENSION);
    return isObject(authorizer) ? [readAuthorizer(name, scheme, authorizer)] : [];
  });

function readAuthorizer(name: string, scheme: JsonObject, authorizer: JsonObject): AskedAuthorizer {
  const type = nonEmptyTextAt(authorizer, "type")?.toUpperCase();
  const members = present({
    AuthorizerType: type,
    IdentitySource: sourcesOf(authorizer),
    JwtConfiguration: type === "JWT" ? jwtOf(scheme, authorizer) : undefined,
    AuthorizerUri: nonEmptyTextAt(authorizer, "authorizerUri"),
    AuthorizerCredentialsArn: nonEmptyTextAt(authorizer, "authorizerCredentials"),
    AuthorizerPayloadFormatVersion: nonEmptyTextAt(authorizer, "authorizerPayloadFormatVersion"),
    AuthorizerResultTtlInSeconds: numberAt(authorizer, "authorizerResultTtlInSeconds"),
    EnableSimpleResponses: Object.hasOwn(authorizer, "enableSimpleResponses")
      ? flagAt(authorizer, "enableSimpleResponses")
      : undefined,
  });
  return { ...members, Name: name };
}

/** One text with commas between, or a list. */
const sourcesOf = (authorizer: JsonObject): readonly string[] =>
  (nonEmptyTextAt(authorizer, "identitySource")?.split(",") ?? textsAt(authorizer, "identitySource")).map((source) =>
    source.trim(),
  );

const DISCOVERY = /\/\.well-known\/openid-configuration$/;

function jwtOf(scheme: JsonObject, authorizer: JsonObject): Record<string, unknown> {
  const said = objectAt(authorizer, "jwtConfiguration");
  const Issuer = nonEmptyTextAt(said, "issuer") ?? nonEmptyTextAt(scheme, "openIdConnectUrl")?.replace(DISCOVERY, "");
  return present({ Audience: [...textsAt(said, "audience")], Issuer });
}

export type Authorizers = {
  readonly document: ApiDocument;
  /** Those that the API has. */
  readonly authorizers: readonly StoredV2Authorizer[];
};

/** What an operation asks of those who call it: by the first of its schemes that HTTP APIs know. */
export function readRouteAuthorization(
  { security }: ApiOperation,
  { authorizers, document: { securitySchemes } }: Authorizers,
): Pick<RouteMembers, "AuthorizationScopes" | "AuthorizationType" | "AuthorizerId"> {
  for (const requirement of security) {
    for (const name of Object.keys(requirement)) {
      const scheme = memberOf(securitySchemes, name);
      if (!isObject(scheme)) continue;
      if (isObject(memberOf(scheme, AUTHORIZER_EXTENSION))) {
        const authorizer = authorizers.find((one) => one.Name === name);
        const AuthorizationScopes = [...textsAt(requirement, name)];
        return {
          AuthorizationType: authorizer?.AuthorizerType === "REQUEST" ? "CUSTOM" : "JWT",
          // One that could not be made has no id, and the route is refused as well.
          AuthorizerId: authorizer?.AuthorizerId,
          ...(AuthorizationScopes.length > 0 && { AuthorizationScopes }),
        };
      }
      if (isSigned(scheme)) return { AuthorizationType: "AWS_IAM" };
    }
  }
  return {};
}
