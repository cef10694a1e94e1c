import type { InRole, RoleSession, RoleSessionsOptions } from "./port.ts";
import { placeOfRole, roleName } from "./role-place.ts";

/** A session as STS makes it, and when it ends by the product's clock. Rejects with what STS answers. */
export async function assumeRole(
  { call, clock }: Pick<RoleSessionsOptions, "call" | "clock">,
  of: InRole,
): Promise<{ readonly session: RoleSession; readonly endsAt: number }> {
  const { principal, roleArn, sessionName } = of;
  const issuedAt = clock.now();
  const as = { principal, place: placeOfRole(of) };
  const input = { RoleArn: roleArn, RoleSessionName: sessionName };
  const answer = await call({ service: "sts", operation: "AssumeRole", input, as });
  const { AssumedRoleUser: user, Credentials: issued } = answer as Assumed; // as: what STS's model says of its answer.
  const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken } = issued;
  const endsAt = issued.Expiration.getTime();
  const expiresAt = Date.now() + (endsAt - issuedAt);
  const roleId = user.AssumedRoleId.slice(0, user.AssumedRoleId.indexOf(":"));
  const session = { issuedAt, of: { kind: "role", name: roleName(roleArn), id: roleId }, ...NOTHING_PASSED } as const;
  const identity = { account: as.place.account, arn: user.Arn, id: user.AssumedRoleId, accessKeyId, session };
  const credentials = { accessKeyId, secretAccessKey, sessionToken, expiresAt, roleArn, identity };
  return { session: { credentials, identity }, endsAt };
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
type Assumed = {
  readonly AssumedRoleUser: { readonly Arn: string; readonly AssumedRoleId: string };
  readonly Credentials: {
    readonly AccessKeyId: string;
    readonly SecretAccessKey: string;
    readonly SessionToken: string;
    readonly Expiration: Date;
  };
};

const NOTHING_PASSED = { policies: [], policyArns: [], tags: {}, transitiveTagKeys: [], mfa: false, context: {} };
