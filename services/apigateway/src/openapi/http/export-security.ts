import type { StoredRoute, StoredV2Authorizer, V2Snapshot } from "../../domain/v2/snapshot.ts";
import { AUTHORIZER_EXTENSION, AUTHTYPE_EXTENSION, SIGV4_AUTHTYPE } from "../extensions.ts";
import { present } from "../json.ts";

const SIGV4 = "sigv4";

/** What a route asks of those who call it, by the names of schemes. */
export function exportRouteSecurity(
  route: StoredRoute,
  { authorizers }: V2Snapshot,
): readonly Record<string, string[]>[] {
  if (route.AuthorizationType === "AWS_IAM") return [{ [SIGV4]: [] }];
  const authorizer = authorizers.find(({ AuthorizerId }) => AuthorizerId === route.AuthorizerId);
  return authorizer?.Name === undefined ? [] : [{ [authorizer.Name]: route.AuthorizationScopes ?? [] }];
}

/** The schemes that routes name, and all authorizers. @param isTold whether extensions tell what these are */
export function exportHttpSchemes({ authorizers, routes }: V2Snapshot, isTold: boolean): Record<string, unknown> {
  const sorted = authorizers.toSorted(({ Name: one = "" }, { Name: other = "" }) => (one < other ? -1 : 1));
  const isAnySigned = routes.some(({ AuthorizationType }) => AuthorizationType === "AWS_IAM");
  return {
    ...Object.fromEntries(sorted.map((authorizer) => [authorizer.Name, schemeOf(authorizer, isTold)])),
    ...(isAnySigned && { [SIGV4]: { ...HEADER_SCHEME, [AUTHTYPE_EXTENSION]: SIGV4_AUTHTYPE } }),
  };
}

const HEADER_SCHEME = { type: "apiKey", name: "Authorization", in: "header" };

function schemeOf(authorizer: StoredV2Authorizer, isTold: boolean): Record<string, unknown> {
  const { AuthorizerType, IdentitySource, JwtConfiguration: jwt } = authorizer;
  const scheme = AuthorizerType === "JWT" ? { type: "oauth2", flows: {} } : HEADER_SCHEME;
  if (!isTold) return scheme;
  return {
    ...scheme,
    [AUTHORIZER_EXTENSION]: present({
      identitySource: IdentitySource?.join(",") || undefined,
      jwtConfiguration: jwt && present({ audience: jwt.Audience, issuer: jwt.Issuer }),
      authorizerUri: authorizer.AuthorizerUri,
      authorizerCredentials: authorizer.AuthorizerCredentialsArn,
      authorizerPayloadFormatVersion: authorizer.AuthorizerPayloadFormatVersion,
      authorizerResultTtlInSeconds: authorizer.AuthorizerResultTtlInSeconds,
      enableSimpleResponses: authorizer.EnableSimpleResponses,
      type: AuthorizerType?.toLowerCase(),
    }),
  };
}
