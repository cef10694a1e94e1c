import type { JWTPayload } from "jose";
import type { StoredV2Authorizer } from "../../domain/v2/snapshot.ts";
import { keptBeside } from "../kept-beside.ts";
import type { Allowed, Authorization, Refused, RouteAsked } from "./authorization.ts";
import { identitySources } from "./identity-sources.ts";
import { keySetsOf } from "./key-sets-of.ts";
import { configurationError, unauthorized } from "./refusals.ts";
import { withoutBearer } from "./tokens/bearer.ts";
import { claimsOfHttpApi, scopesOf } from "./tokens/claims.ts";
import { TokenRefusal, verifyToken } from "./tokens/verify-token.ts";

/**
 * A token of the authorizer's issuer, for one of its audiences, with one of the route's scopes.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 */
export async function authorizeByJwt(
  asked: RouteAsked,
  authorizer: StoredV2Authorizer | undefined,
): Promise<Authorization> {
  if (authorizer === undefined) return configurationError();
  const { context, request, stageVariables } = asked;
  const scopes = asked.route.AuthorizationScopes ?? [];
  const [token] =
    identifyBy(authorizer)({ headers: request.headers, query: request.query, context, stageVariables }) ?? [];
  if (token === undefined) return challenge(unauthorized(), "Bearer");
  try {
    return allowedBy(asked, scopes, await verified(token, asked, authorizer));
  } catch (error) {
    if (!(error instanceof TokenRefusal)) throw error;
    context["authorizer"] = { error: error.message };
    const said = `Bearer scope="${scopes.join(" ")}" error="invalid_token" error_description="${error.message}"`;
    return challenge(unauthorized(), said);
  }
}

const identifyBy = keptBeside(({ IdentitySource = [] }: StoredV2Authorizer) => identitySources(IdentitySource));

/** @throws TokenRefusal */
async function verified(
  token: string,
  { front, request }: RouteAsked,
  { JwtConfiguration }: StoredV2Authorizer,
): Promise<JWTPayload> {
  const { Audience: audiences = [], Issuer: issuer = "" } = JwtConfiguration ?? {};
  const verifying = { issuers: [{ issuer }], keySets: keySetsOf(front.dataPlane), now: request.at };
  const payload = await verifyToken(withoutBearer(token), verifying);
  if (!isFor(payload, audiences)) throw new TokenRefusal("the token does not have a valid audience");
  return payload;
}

/** The audience, or, where a token tells none, the client that it was issued to: Cognito's access tokens. */
function isFor({ aud, client_id: client }: JWTPayload, audiences: readonly string[]): boolean {
  const audience = [aud ?? []].flat();
  const of = audience.length === 0 ? [client] : audience;
  return of.some((one) => typeof one === "string" && audiences.includes(one));
}

function allowedBy({ context }: RouteAsked, asked: readonly string[], payload: JWTPayload): Allowed | Refused {
  const granted = scopesOf(payload).filter((scope) => asked.includes(scope));
  if (asked.length > 0 && granted.length === 0) return insufficientScope(asked);
  const claims = claimsOfHttpApi(payload);
  context["authorizer"] = { claims };
  const scopes = asked.length === 0 ? null : granted;
  return { allow: true, authorizer: { claims, scopes: scopes?.join(" ") }, authorizerV2: { jwt: { claims, scopes } } };
}

/** https://www.rfc-editor.org/rfc/rfc6750#section-3 */
const challenge = (refused: Refused, said: string): Refused => ({ ...refused, headers: { "www-authenticate": said } });

const insufficientScope = (scopes: readonly string[]): Refused =>
  challenge(
    { allow: false, type: "ACCESS_DENIED", status: 403, message: "Forbidden", errorType: "ForbiddenException" },
    `Bearer scope="${scopes.join(" ")}" error="insufficient_scope"`,
  );
