import { parseArn } from "@skylab/aws";
import type { StoredRestAuthorizer } from "../../domain/rest/snapshot.ts";
import { matchesWhole } from "../bounded-regexp.ts";
import { keptBeside } from "../kept-beside.ts";
import type { Allowed, MethodAsked, Refused } from "./authorization.ts";
import { identitySources, splitSources } from "./identity-sources.ts";
import { keySetsOf } from "./key-sets-of.ts";
import { configurationError, unauthorized } from "./refusals.ts";
import { withoutBearer } from "./tokens/bearer.ts";
import { claimsOfRestApi, scopesOf } from "./tokens/claims.ts";
import type { Issuer } from "./tokens/key-sets.ts";
import { TokenRefusal, verifyToken } from "./tokens/verify-token.ts";

/** What of a request is looked at. */
type CognitoAsked = Pick<MethodAsked, "context" | "request" | "stageVariables"> & {
  readonly front: Pick<MethodAsked["front"], "dataPlane">;
};

/**
 * A token of one of the authorizer's user pools: an identity token, or, where the method asks for scopes, an access token that
 * has one of them.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-integrate-with-cognito.html
 */
export async function authorizeByCognito(
  asked: CognitoAsked,
  authorizer: StoredRestAuthorizer | undefined,
  scopes: readonly string[],
): Promise<Allowed | Refused> {
  if (authorizer === undefined) return configurationError();
  const { context, front, request, stageVariables } = asked;
  const { identify, issuers } = compiled(authorizer);
  const [token] = identify({ headers: request.headers, query: request.query, context, stageVariables }) ?? [];
  if (token === undefined) return unauthorized();
  try {
    const verifying = { issuers, keySets: keySetsOf(front.dataPlane), now: request.at };
    const payload = await verifyToken(withoutBearer(token), verifying);
    const granted = scopesOf(payload);
    const isAccess = payload["token_use"] === "access";
    if (scopes.length === 0 ? isAccess : !scopes.some((scope) => granted.includes(scope))) return unauthorized();
    if (!isForAudience(payload.aud, authorizer.identityValidationExpression)) return unauthorized();
    const known = { claims: claimsOfRestApi(payload) };
    context["authorizer"] = known;
    return { allow: true, authorizer: known };
  } catch (error) {
    if (!(error instanceof TokenRefusal)) throw error;
    context["authorizer"] = { error: error.message };
    return error.isExpired ? unauthorized("The incoming token has expired") : unauthorized();
  }
}

const compiled = keptBeside(({ identitySource, providerARNs = [] }: StoredRestAuthorizer) => ({
  identify: identitySources(splitSources(identitySource)),
  issuers: providerARNs.flatMap(poolOf),
}));

/** Pools sign as https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI, and tell their keys below that. */
function poolOf(arn: string): readonly Issuer[] {
  const parsed = parseArn(arn);
  const pool = parsed?.resource.replace(/^userpool\//, "");
  if (parsed === undefined || pool === undefined) return [];
  const issuer = `https://cognito-idp.${parsed.region}.amazonaws.com/${pool}`;
  return [{ issuer, keysUrl: `${issuer}/.well-known/jwks.json` }];
}

function isForAudience(audience: string | string[] | undefined, expression: string | undefined): boolean {
  if (expression === undefined || expression === "") return true;
  const audiences = [audience ?? []].flat();
  try {
    return audiences.some((one) => matchesWhole(expression, one));
  } catch {
    return false;
  }
}
