import { type Identity, rootOf } from "@skylab/auth";
import { BoundedMap, isRefusal, remember } from "@skylab/aws";
import { assumeRole } from "./assume-role.ts";
import { isMissing } from "./missing-role.ts";
import type { InRole, RoleSession, RoleSessions, RoleSessionsOptions } from "./port.ts";

/** Sessions that are remembered. */
const MOST_SESSIONS = 10_000;

/** What STS gives where nothing else is asked for: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
const SESSION_MS = 3_600_000;

/** So long before its end a session is no more begun with: a function may run for fifteen minutes. */
const SPARE_MS = 20 * 60_000;

/** After so long STS is asked again: a role may have been deleted, and made anew. */
const TRUSTED_MS = 60_000;

/** A session, when it was asked for by the machine's clock, and when it ends by the product's. */
type Kept = { readonly session: RoleSession; readonly askedAt: number; readonly endsAt: number };

/** Opens the sessions in which a service works in roles: remembered, each of a role and of what the service works for. */
export function openRoleSessions(options: RoleSessionsOptions): RoleSessions {
  const { clock, onCutShort } = options;
  const kept = new BoundedMap<string, Promise<Kept>>(MOST_SESSIONS);
  const told = new BoundedMap<string, true>(MOST_SESSIONS);
  const find = (of: InRole, key: string): Promise<Kept> => remember(kept, key, () => newSession(options, of, told));
  return {
    of: async (of) => {
      // Of a role that is missing, each account works in itself.
      const key = `${of.place.account} ${of.principal.sourceArn} ${of.roleArn}`;
      const known = find(of, key);
      const { session, askedAt, endsAt } = await known;
      const age = performance.now() - askedAt;
      const isEnding = clock.now() > endsAt - SPARE_MS;
      if (!isEnding && age < TRUSTED_MS) return session;
      kept.forget(key, known);
      if (isEnding && age < TRUSTED_MS) await onCutShort?.(of);
      return (await find(of, key)).session;
    },
    forget: () => {
      kept.clear();
      told.clear();
    },
  };
}

async function newSession(options: RoleSessionsOptions, of: InRole, told: BoundedMap<string, true>): Promise<Kept> {
  const askedAt = performance.now();
  try {
    return { ...(await assumeRole(options, of)), askedAt };
  } catch (error) {
    if (options.auth === "enforce" || !(await isMissing(options, of, error))) {
      throw isRefusal(error) ? options.refusal() : error;
    }
    told.get(of.principal.sourceArn ?? "", () => {
      options.onMissing(of);
      return true;
    });
    return { session: asAccount(of), askedAt, endsAt: Infinity };
  }
}

/** In open mode everybody is root of an account, whose key is its number. */
function asAccount({ place: { account }, roleArn }: InRole): RoleSession {
  const identity: Identity = { ...rootOf(account, account), unproven: true };
  const expiresAt = Date.now() + SESSION_MS;
  return { credentials: { accessKeyId: account, secretAccessKey: "skylab", expiresAt, roleArn, identity }, identity };
}
