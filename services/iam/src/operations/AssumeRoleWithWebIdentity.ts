import type { AssumeRoleWithWebIdentityResponse } from "@aws-sdk/client-sts";
import { type Context, evaluate, parsePolicy } from "@skylab/auth";
import { formatArn } from "@skylab/aws";
import type { Role } from "@skylab/identity";
import { actsAsRole } from "../assumed-role.ts";
import { accessDenied } from "../domain/errors.ts";
import { parseRoleArn } from "../domain/role-arn.ts";
import { roleSessionSeconds } from "../domain/session-duration.ts";
import { packedPolicySize, readSessionLimits } from "../domain/session-limits.ts";
import type { Operation } from "../operation.ts";
import { findOidcProvider } from "../store/oidc-providers.ts";
import { findRole } from "../store/roles.ts";
import type { IamStore } from "../store/store.ts";
import { invalidToken, readClaims, verifyToken, type WebIdentity } from "../web-identity.ts";

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html */
export const AssumeRoleWithWebIdentity: Operation<"AssumeRoleWithWebIdentity"> = async (
  input,
  call,
  store,
): Promise<AssumeRoleWithWebIdentityResponse> => {
  const { account, name } = parseRoleArn(input.RoleArn);
  const now = call.clock.now();
  const identity = await identityIn(input.WebIdentityToken, { account, now, store });
  const provider = formatArn({ service: "iam", region: "", account, resource: `oidc-provider/${identity.issuer}` });
  const context = contextOf(identity, provider);
  const role = await findRole(store.of(account), name);
  if (role === undefined || !trusts(role, input, { provider, context })) {
    throw accessDenied("Not authorized to perform sts:AssumeRoleWithWebIdentity");
  }
  const limits = readSessionLimits(input);
  const size = packedPolicySize(limits, {});
  const session = { issuedAt: now, ...limits, tags: {}, transitiveTagKeys: [], mfa: false, context };
  const seconds = roleSessionSeconds(input.DurationSeconds, role, false);
  return {
    ...actsAsRole(store, { account, role, sessionName: input.RoleSessionName, session, seconds }),
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
  const identity = await verifyToken(token, claims, { keys: store.oidcKeys, now });
  if (!provider.clientIds.includes(identity.audience)) throw invalidToken("Incorrect token audience");
  return identity;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif */
const contextOf = ({ amr, audience, issuer, subject }: WebIdentity, provider: string): Record<string, string> => ({
  "aws:FederatedProvider": provider,
  [`${issuer}:aud`]: audience,
  [`${issuer}:sub`]: subject,
  ...(amr[0] !== undefined && { [`${issuer}:amr`]: amr[0] }),
});

function trusts(
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
    resourcePolicy: parsePolicy(role.assumeRolePolicy),
    resourcePolicyMustAllow: true,
  });
  return decision === "allow";
}
