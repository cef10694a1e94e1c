import type { AuthMode, Identity } from "@skylab/auth";
import { AwsError, BoundedMap, type Clock, parseArn, type Place, remember } from "@skylab/aws";
import type { Credentials, FunctionHost } from "@skylab/sandbox";
import { type Logger, NotServed, type ServiceClient, type ServicePrincipal } from "@skylab/service";
import { roleCannotBeAssumed } from "../domain/invocations/errors.ts";

/** As whom a function works. */
export type RoleSession = {
  /** What its code signs with. */
  readonly credentials: Credentials;
  /** Who that is: for what Lambda itself does with the role's permissions. */
  readonly identity: Identity;
};

/** Whose role it is. */
export type InRole = {
  readonly place: Place;
  /** Without version or alias. */
  readonly functionArn: string;
  readonly functionName: string;
  readonly roleArn: string;
};

/**
 * The session of a function's role, made by STS when it is first needed, and again before it ends.
 * Rejects with AWS's refusal where Lambda may not assume the role.
 */
export type RoleSessions = (of: InRole) => Promise<RoleSession>;

export type RoleSessionParts = {
  readonly call: ServiceClient;
  readonly clock: Clock;
  readonly auth: AuthMode;
  readonly host: Pick<FunctionHost, "forget">;
  readonly log: Pick<Logger, "warn" | "info">;
};

/** Functions whose sessions are remembered. */
const MOST_SESSIONS = 10_000;

/** What STS gives where nothing else is asked for: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
const SESSION_MS = 3_600_000;

/** So long before its end a session is no more begun with: a function may run for fifteen minutes. */
const SPARE_MS = 20 * 60_000;

/** After so long STS is asked again: a role may have been deleted, and made anew. */
const TRUSTED_MS = 60_000;

/** A session, when it was asked for by the machine's clock, and when it ends by the product's. */
type Kept = { readonly session: RoleSession; readonly askedAt: number; readonly endsAt: number };

export type OpenRoleSessions = {
  readonly of: RoleSessions;
  /** Asks STS again from now on. */
  readonly forget: () => void;
};

export function openRoleSessions(parts: RoleSessionParts): OpenRoleSessions {
  const { clock, host } = parts;
  const kept = new BoundedMap<string, Promise<Kept>>(MOST_SESSIONS);
  const told = new BoundedMap<string, true>(MOST_SESSIONS);
  const find = (of: InRole, key: string): Promise<Kept> => remember(kept, key, () => newSession(parts, of, told));
  const sessionOf: RoleSessions = async (of) => {
    const key = `${of.functionArn} ${of.roleArn}`;
    const known = find(of, key);
    const { session, askedAt, endsAt } = await known;
    const age = performance.now() - askedAt;
    const isEnding = clock.now() > endsAt - SPARE_MS;
    if (!isEnding && age < TRUSTED_MS) return session;
    kept.forget(key, known);
    // Somebody moved the clock: what is warm holds credentials that have ended before their time.
    if (isEnding && age < TRUSTED_MS) await host.forget(of.functionArn);
    return (await find(of, key)).session;
  };
  return {
    of: sessionOf,
    forget: () => {
      kept.clear();
      told.clear();
    },
  };
}

async function newSession(parts: RoleSessionParts, of: InRole, told: BoundedMap<string, true>): Promise<Kept> {
  const askedAt = performance.now();
  try {
    return { ...(await assume(parts, of)), askedAt };
  } catch (error) {
    if (parts.auth === "enforce" || !(await isMissing(parts, of, error))) throw refusalOf(error);
    told.get(of.functionArn, () => {
      parts.log.warn(
        { function: of.functionArn, role: of.roleArn },
        "there is no such role: the function is its account",
      );
      return true;
    });
    return { session: asAccount(of), askedAt, endsAt: Infinity };
  }
}

async function assume({ call, clock }: RoleSessionParts, of: InRole): Promise<Omit<Kept, "askedAt">> {
  const { functionName, roleArn } = of;
  const issuedAt = clock.now();
  const input = { RoleArn: roleArn, RoleSessionName: functionName.padEnd(SHORTEST_SESSION_NAME, "-") };
  const as = { principal: principalOf(of), place: placeOfRole(of) };
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

const SHORTEST_SESSION_NAME = 2;

const NOTHING_PASSED = { policies: [], policyArns: [], tags: {}, transitiveTagKeys: [], mfa: false, context: {} };

const principalOf = ({ functionArn }: InRole): ServicePrincipal => ({
  name: "lambda.amazonaws.com",
  sourceArn: functionArn,
});

const placeOfRole = ({ place, roleArn }: InRole): Place => ({
  account: parseArn(roleArn)?.account ?? place.account,
  region: place.region,
});

const roleName = (arn: string): string => arn.slice(arn.lastIndexOf("/") + 1);

/** Whether the role is not there, or nobody is who would know it; STS says of neither more than that it refuses. */
async function isMissing({ call }: RoleSessionParts, of: InRole, refusal: unknown): Promise<boolean> {
  // Standalone may serve some services alone.
  if (refusal instanceof NotServed) return true;
  if (!(refusal instanceof AwsError)) return false;
  const place = placeOfRole(of);
  const as = { principal: principalOf(of), place, onBehalfOf: rootOf(place.account) };
  try {
    await call({ service: "iam", operation: "GetRole", input: { RoleName: roleName(of.roleArn) }, as });
    return false;
  } catch (error) {
    return error instanceof NotServed || (error instanceof AwsError && error.code.startsWith("NoSuchEntity"));
  }
}

/** In words for who invokes the function; what is no refusal stays what it is. */
const refusalOf = (error: unknown): unknown =>
  error instanceof AwsError && (error.status ?? 0) < SERVER_ERROR ? roleCannotBeAssumed() : error;

const SERVER_ERROR = 500;

/** In open mode everybody is root of an account, whose key is its number. */
const rootOf = (account: string): Identity => ({
  account,
  arn: `arn:aws:iam::${account}:root`,
  id: account,
  accessKeyId: account,
});

function asAccount({ place: { account }, roleArn }: InRole): RoleSession {
  const identity: Identity = { ...rootOf(account), unproven: true };
  const expiresAt = Date.now() + SESSION_MS;
  return { credentials: { accessKeyId: account, secretAccessKey: "skylab", expiresAt, roleArn, identity }, identity };
}
