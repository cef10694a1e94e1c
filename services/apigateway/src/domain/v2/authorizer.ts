import type * as sdk from "@aws-sdk/client-apigatewayv2";
import { badRequest, conflict } from "../errors.ts";
import { limitReached, noSuchPart } from "./errors.ts";
import { type Asked, membersOf } from "./members.ts";
import type { StoredV2Authorizer, V2Snapshot } from "./snapshot.ts";
import { checkAuthorizer } from "./check-authorizer.ts";

/** What whoever makes or changes an authorizer says of it. */
const MEMBERS = [
  "AuthorizerCredentialsArn",
  "AuthorizerPayloadFormatVersion",
  "AuthorizerResultTtlInSeconds",
  "AuthorizerType",
  "AuthorizerUri",
  "EnableSimpleResponses",
  "IdentitySource",
  "IdentityValidationExpression",
  "JwtConfiguration",
  "Name",
] as const;

export type AuthorizerMembers = Asked<Pick<sdk.Authorizer, (typeof MEMBERS)[number]>>;

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const MAX_AUTHORIZERS = 10;

/** What a function has allowed holds so long in HTTP APIs, where nothing else is said. */
const DEFAULT_TTL_SECONDS = 300;

export type WithAuthorizer = { readonly api: V2Snapshot; readonly authorizer: StoredV2Authorizer };

/** An API with one more authorizer. @throws AwsError */
export function withAuthorizer(
  of: V2Snapshot,
  authorizerId: string,
  request: AuthorizerMembers & { readonly Name: string },
): WithAuthorizer {
  if (of.authorizers.length >= MAX_AUTHORIZERS) throw limitReached("Authorizers");
  const isCached = request.AuthorizerType === "REQUEST" && of.api.ProtocolType === "HTTP";
  const authorizer = checked(of, {
    ...(isCached && { AuthorizerResultTtlInSeconds: DEFAULT_TTL_SECONDS, EnableSimpleResponses: false }),
    ...membersOf(request, MEMBERS),
    Name: request.Name,
    AuthorizerId: authorizerId,
  });
  return { api: { ...of, authorizers: [...of.authorizers, authorizer] }, authorizer };
}

/** An API after an update of one of its authorizers. @throws AwsError */
export function withUpdatedAuthorizer(
  of: V2Snapshot,
  authorizerId: string,
  request: AuthorizerMembers,
): WithAuthorizer {
  const current = authorizerOf(of, authorizerId);
  const authorizer = checked(of, { ...current, ...membersOf(request, MEMBERS) });
  const authorizers = of.authorizers.map((one) => (one === current ? authorizer : one));
  return { api: { ...of, authorizers }, authorizer };
}

/** An API without one of its authorizers. @throws AwsError */
export function withoutAuthorizer(of: V2Snapshot, authorizerId: string): V2Snapshot {
  const current = authorizerOf(of, authorizerId);
  const route = of.routes.find(({ AuthorizerId }) => AuthorizerId === authorizerId);
  if (route !== undefined) {
    throw conflict(`Cannot delete authorizer '${current.Name}', is referenced in route: ${route.RouteKey}`);
  }
  return { ...of, authorizers: of.authorizers.filter((one) => one !== current) };
}

/** An authorizer of an API, or AWS's refusal. */
function authorizerOf(of: V2Snapshot, authorizerId: string): StoredV2Authorizer {
  const found = of.authorizers.find(({ AuthorizerId }) => AuthorizerId === authorizerId);
  if (found === undefined) throw noSuchPart("Authorizer", authorizerId);
  return found;
}

function checked(of: V2Snapshot, authorizer: StoredV2Authorizer): StoredV2Authorizer {
  const { AuthorizerCredentialsArn: role, IdentityValidationExpression: expression, ...rest } = authorizer;
  // An empty role is none, and an empty expression.
  const clean = {
    ...rest,
    ...(role !== undefined && role !== "" && { AuthorizerCredentialsArn: role }),
    ...(expression !== undefined && expression !== "" && { IdentityValidationExpression: expression }),
  };
  const { AuthorizerId, Name } = clean;
  if (of.authorizers.some((one) => one.Name === Name && one.AuthorizerId !== AuthorizerId)) {
    throw badRequest(`Authorizer name must be unique. Authorizer ${Name} already exists in this RestApi.`);
  }
  checkAuthorizer(clean, of.api.ProtocolType);
  return clean;
}
