import {
  compiledPolicy,
  type Context,
  type Entitlements,
  type Identities,
  type Identity,
  type KnownKey,
  type Policy,
  type Session,
} from "@skylab/auth";
import { BoundedMap, type Clock } from "@skylab/aws";
import { type Records, transact } from "@skylab/records";
import { accountOfKeyId } from "./access-key-id.ts";
import { AccountView, type Grants } from "./account-view.ts";
import { identityPartition, type LastUse, roleUseKey, SIDE_TABLES } from "./records.ts";
import type { EncryptionKey } from "./sealing.ts";
import { isOwnToken, openSessionToken, type Temporary } from "./session-token.ts";

export type IdentitiesOptions = {
  readonly records: Records;
  readonly encryptionKey: EncryptionKey;
  readonly clock: Clock;
};

/** Accounts of which something is remembered at a time. */
const MAX_ACCOUNTS = 1000;
/** Sessions that are remembered, a kilobyte or two each; a token that is not is opened again. */
const MAX_SESSIONS = 10_000;

/** The identities that the iam service writes to these records. */
export function openIdentities({ records, encryptionKey, clock }: IdentitiesOptions): Identities {
  const views = new BoundedMap<string, AccountView>(MAX_ACCOUNTS, { forgotten: (view) => view.close() });
  const view = (account: string): AccountView =>
    views.get(account, () => new AccountView(account, records.partition(identityPartition(account)), encryptionKey));
  const sessions = new BoundedMap<string, Temporary | typeof FORGED>(MAX_SESSIONS);
  const isIssued = async ({ account, accessKeyId, session }: Identity): Promise<boolean> =>
    session !== undefined || (accessKeyId !== undefined && (await view(account).key(accessKeyId)) !== undefined);

  return {
    lookup: async (accessKeyId, sessionToken) => {
      if (sessionToken !== undefined && isOwnToken(sessionToken)) {
        const session = sessions.get(sessionToken, () => openSessionToken(encryptionKey, sessionToken) ?? FORGED);
        if (session === FORGED || session.accessKeyId !== accessKeyId) return forgedKey();
        return { ...session, sessionToken, active: !(await view(session.account).closed()) };
      }
      const account = accountOfKeyId(accessKeyId);
      return account === undefined ? undefined : view(account).key(accessKeyId);
    },
    entitlementsOf: (caller) => entitlementsOf(view(caller.account), caller),
    noteUse: useNotes({ records, clock, isIssued }),
  };
}

const FORGED = Symbol("not made with our key");

/** No token belongs to it: whoever comes with a forged one is refused as one whose token is wrong. */
const forgedKey = (): KnownKey => ({
  secretAccessKey: "",
  active: true,
  sessionToken: "",
  account: "",
  arn: "",
  id: "",
});

const NOTHING: Entitlements = { identityPolicies: [], context: {} };

async function entitlementsOf(view: AccountView, { arn, id, session }: Identity): Promise<Entitlements> {
  if (session !== undefined) return ofSession(view, session);
  const grants = await userOf(view, arn, id);
  return grants === undefined ? NOTHING : ofUser(grants);
}

/** The user of an ARN where it is still this one. */
async function userOf(view: AccountView, arn: string, id: string): Promise<Grants | undefined> {
  const name = USER_ARN.exec(arn)?.[1];
  const grants = name === undefined ? undefined : await view.user(name);
  return grants?.id === id ? grants : undefined;
}

const USER_ARN = /^arn:[^:]+:iam::\d{12}:user\/(?:.*\/)?([^/]+)$/;

const ofUser = ({ boundary, policies, tags }: Grants): Entitlements => ({
  identityPolicies: policies,
  ...(boundary && { permissionsBoundary: boundary }),
  context: principalTags(tags),
});

async function ofSession(view: AccountView, session: Session): Promise<Entitlements> {
  const grants = await grantsOf(view, session);
  const passed = await passedPolicies(view, session);
  return {
    identityPolicies: grants?.policies ?? [],
    ...(grants?.boundary && { permissionsBoundary: grants.boundary }),
    ...(passed && { sessionPolicies: passed }),
    ...(session.of.kind === "role" && grants && { roleArn: grants.arn }),
    ...(session.of.kind === "federated" && { userArn: session.of.issuerArn }),
    context: {
      "aws:TokenIssueTime": new Date(session.issuedAt).toISOString(),
      "aws:MultiFactorAuthPresent": String(session.mfa),
      ...(session.sourceIdentity !== undefined && { "aws:SourceIdentity": session.sourceIdentity }),
      ...principalTags({ ...grants?.tags, ...session.tags }),
      ...session.context,
    },
  };
}

/** Whose permissions a session has; nobody's where that one is gone, or another of its name is there. */
async function grantsOf(view: AccountView, { of }: Session): Promise<Grants | undefined> {
  if (of.kind === "root") return undefined;
  if (of.kind === "federated") return userOf(view, of.issuerArn, of.issuerId);
  const grants = of.kind === "role" ? await view.role(of.name) : await view.user(of.name);
  return grants?.id === of.id ? grants : undefined;
}

/** A federated user has no more than what was passed, though that be nothing. */
async function passedPolicies(
  view: AccountView,
  { of, policies, policyArns }: Session,
): Promise<readonly Policy[] | undefined> {
  if (policies.length === 0 && policyArns.length === 0) return of.kind === "federated" ? [] : undefined;
  const managed = await Promise.all(policyArns.map((arn) => view.policy(arn)));
  return [
    ...policies.map((document) => compiledPolicy(document)),
    ...managed.filter((policy): policy is Policy => policy !== undefined),
  ];
}

const principalTags = (tags: Readonly<Record<string, string>>): Context =>
  Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:PrincipalTag/${key}`, value]));

/** AWS tells the last use of a key no more exactly. */
const NOTED_EVERY_MS = 60_000;
const MAX_NOTED = 10_000;

/** Writes at most one use of a key in a minute. */
function useNotes({
  records,
  clock,
  isIssued,
}: Pick<IdentitiesOptions, "records" | "clock"> & {
  readonly isIssued: (caller: Identity) => Promise<boolean>;
}): Identities["noteUse"] {
  const noted = new BoundedMap<string, { at: number }>(MAX_NOTED);
  const write = async (caller: Identity, used: string, use: LastUse): Promise<void> => {
    if (!(await isIssued(caller))) return;
    const key = caller.session === undefined ? [used] : roleUseKey(used);
    await transact(records.partition(identityPartition(caller.account)), (rows) => {
      rows.put(SIDE_TABLES.lastUses, use, ...key);
      return Promise.resolve();
    });
  };
  return (caller, use) => {
    const { account, accessKeyId, session } = caller;
    const used = session === undefined ? accessKeyId : usedRole(session);
    if (used === undefined) return;
    // Asked of every request. The id of a key is of one account alone.
    const last = noted.get(session === undefined ? used : `${account} ${used}`, () => ({ at: -Infinity }));
    const now = clock.now();
    if (Math.abs(now - last.at) < NOTED_EVERY_MS) return;
    last.at = now;
    // Nobody waits for it; where it fails, the next use writes it.
    write(caller, used, { at: now, ...use }).catch(() => (last.at = -Infinity));
  };
}

/** Of users' and root's own sessions IAM tells no use. */
const usedRole = ({ of }: Session): string | undefined => (of.kind === "role" ? of.name : undefined);
