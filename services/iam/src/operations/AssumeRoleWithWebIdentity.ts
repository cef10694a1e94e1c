import type { AssumeRoleWithWebIdentityResponse } from "@aws-sdk/client-sts";
import { accessDenied } from "../domain/errors.ts";
import { providerArn } from "../domain/provider-arn.ts";
import { parseRoleArn } from "../domain/role-arn.ts";
import { roleSessionSeconds } from "../domain/session-duration.ts";
import { packedPolicySize, readSessionLimits } from "../domain/session-limits.ts";
import {
  invalidToken,
  readClaims,
  trustsProvider,
  type WebIdentity,
  webIdentityContext,
} from "../domain/web-identity.ts";
import type { Operation } from "../operation.ts";
import { findOidcProvider } from "../store/oidc-providers.ts";
import { verifyToken } from "../store/provider-keys.ts";
import { findRole } from "../store/roles.ts";
import { issueRoleCredentials } from "../store/temporary-credentials.ts";
import type { IamStore } from "../store/store.ts";

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html */
export const AssumeRoleWithWebIdentity: Operation<"AssumeRoleWithWebIdentity"> = async (
  input,
  call,
  store,
): Promise<AssumeRoleWithWebIdentityResponse> => {
  const { account, name } = parseRoleArn(input.RoleArn);
  const now = call.clock.now();
  const identity = await identityIn(input.WebIdentityToken, { account, now, store });
  const provider = providerArn(account, "oidc-provider", identity.issuer);
  const context = webIdentityContext(identity, provider);
  const role = await findRole(store.of(account), name);
  if (role === undefined || !trustsProvider(role, input, { provider, context })) {
    throw accessDenied("Not authorized to perform sts:AssumeRoleWithWebIdentity");
  }
  const limits = readSessionLimits(input);
  const size = packedPolicySize(limits, {});
  const session = { issuedAt: now, ...limits, tags: {}, transitiveTagKeys: [], mfa: false, context };
  const seconds = roleSessionSeconds(input.DurationSeconds, role, false);
  const opened = { account, role, sessionName: input.RoleSessionName, session, seconds };
  return {
    ...issueRoleCredentials(opened, call.ids, store),
    SubjectFromWebIdentityToken: identity.subject,
    Provider: provider,
    Audience: identity.audience,
    ...size,
  };
};

/** Who a token says that its bearer is: the account must know the provider, and the provider must have signed. */
async function identityIn(
  token: string,
  { account, now, store }: { readonly account: string; readonly now: number; readonly store: IamStore },
): Promise<WebIdentity> {
  const claims = readClaims(token);
  const provider = await findOidcProvider(store.of(account), claims.issuer);
  if (provider === undefined) throw invalidToken(`No OpenIDConnect provider found in your account for ${claims.url}`);
  await verifyToken(token, claims, { keys: store.providerKeys, now });
  if (!provider.clientIds.includes(claims.audience)) throw invalidToken("Incorrect token audience");
  return claims;
}
