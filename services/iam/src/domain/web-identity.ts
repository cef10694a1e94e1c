import { type Context, compiledPolicy, evaluate } from "@skylab/auth";
import { AwsError } from "@skylab/aws";
import type { Role } from "@skylab/identity";
import { decodeJwt, errors, type JWTPayload } from "jose";

/** What a verified token says. https://openid.net/specs/openid-connect-core-1_0.html#IDToken */
export type WebIdentity = {
  /** The issuer without its scheme: the provider's name in ARNs and condition keys. */
  readonly issuer: string;
  readonly subject: string;
  /** The one that asked for the token, where it says so, else the one that it is for. */
  readonly audience: string;
  readonly amr: readonly string[];
};

/** A token's claims, before anything of it is verified. `url`: the issuer with its scheme. */
export type Claims = WebIdentity & { readonly url: string };

/** @throws AwsError `InvalidIdentityToken` */
export function readClaims(token: string): Claims {
  const { amr, aud, azp, iss, sub } = decoded(token);
  const audience = typeof azp === "string" ? azp : Array.isArray(aud) ? aud[0] : aud;
  if (iss === undefined || sub === undefined || audience === undefined) throw noToken();
  const methods = Array.isArray(amr) ? amr.filter((method) => typeof method === "string") : [];
  return { url: iss, issuer: iss.replace(/^https:\/\//, ""), subject: sub, audience, amr: methods };
}

function decoded(token: string): JWTPayload {
  try {
    return decodeJwt(token);
  } catch {
    throw noToken();
  }
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif */
export const webIdentityContext = (
  { amr, audience, issuer, subject }: WebIdentity,
  provider: string,
): Record<string, string> => ({
  "aws:FederatedProvider": provider,
  [`${issuer}:aud`]: audience,
  [`${issuer}:sub`]: subject,
  ...(amr[0] !== undefined && { [`${issuer}:amr`]: amr[0] }),
});

/** Whether a role's trust policy lets who comes from this provider, in this context, assume it. */
export function trustsProvider(
  role: Role,
  { RoleArn: resource, RoleSessionName: name }: { readonly RoleArn: string; readonly RoleSessionName: string },
  { provider, context }: { readonly provider: string; readonly context: Context },
): boolean {
  const { decision } = evaluate({
    principal: { type: "Federated", provider },
    action: "sts:AssumeRoleWithWebIdentity",
    resource,
    context: { ...context, "sts:RoleSessionName": name },
    identityPolicies: [],
    resourcePolicy: compiledPolicy(role.assumeRolePolicy),
    resourcePolicyMustAllow: true,
  });
  return decision === "allow";
}

/** What AWS says of a token whose verification failed so. */
export function tokenRefusal(error: unknown, now: number): AwsError {
  if (error instanceof errors.JWTExpired) {
    const expiredAt = error.payload.exp ?? 0;
    return new AwsError(
      "ExpiredTokenException",
      `Token expired: current date/time ${Math.floor(now / 1000)} must be before the expiration date/time ${expiredAt}`,
    );
  }
  if (error instanceof errors.JWTClaimValidationFailed) return invalidToken(error.message);
  return error instanceof errors.JWSSignatureVerificationFailed ? invalidToken("Token signature invalid") : noKeys();
}

export const invalidToken = (message: string): AwsError => new AwsError("InvalidIdentityTokenException", message);

const noToken = (): AwsError =>
  invalidToken("The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)");

export const noKeys = (): AwsError =>
  invalidToken(
    "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements",
  );
