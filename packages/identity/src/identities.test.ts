import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Entitlements, Identities, Identity, Session } from "@skylab/auth";
import { evaluate } from "@skylab/auth";
import { type MovableClock, movableClock, randomIds } from "@skylab/aws";
import { readerOf, type Records, transact, type Transaction } from "@skylab/records";
import { openLmdbRecords } from "@skylab/records/lmdb";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { newAccessKeyId } from "./access-key-id.ts";
import { sealSecret } from "./access-key.ts";
import { openIdentities } from "./identities.ts";
import { identityPartition, type Role, SIDE_TABLES, TABLES, type User } from "./records.ts";
import { encryptionKeyOf } from "./sealing.ts";
import { sessionTokenOf } from "./session-token.ts";

const encryptionKey = encryptionKeyOf("an encryption key");
const QUEUE = "arn:aws:sqs:us-east-1:111122223333:orders";
let folder: string;
let records: Records;
let clock: MovableClock;
let identities: Identities;
let accounts = 111_122_223_333;
let account: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "skylab-identities-"));
  clock = movableClock();
  records = await openLmdbRecords({ folder, clock, durability: "fast" });
  identities = openIdentities({ records, encryptionKey, clock });
});
afterAll(async () => {
  await records.close();
  await rm(folder, { recursive: true, force: true });
});
// Each test has an account of its own.
beforeEach(() => (account = String(accounts++)));

const change = (body: (rows: Transaction) => void): Promise<void> =>
  transact(records.partition(identityPartition(account)), (rows) => Promise.resolve(body(rows)));

const allowing = (action: string): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: action, Resource: "*" }] });

const holder = (name: string, id: string): Omit<User, "groups" | "accessKeyIds" | "tags"> => ({
  name,
  path: "/",
  id,
  createdAt: 0,
  attachedPolicies: [],
  inlinePolicies: {},
});

const ada = (more: Partial<User> = {}): User => ({
  ...holder("Ada", "AIDAADA"),
  groups: [],
  accessKeyIds: [],
  tags: {},
  ...more,
});

const worker = (more: Partial<Role> = {}): Role => ({
  ...holder("worker", "AROAWORKER"),
  tags: {},
  assumeRolePolicy: "{}",
  maxSessionDuration: 3600,
  instanceProfiles: [],
  ...more,
});

/** Gives Ada a key; the id. */
async function giveKey(user: User, active = true): Promise<string> {
  const id = newAccessKeyId("AKIA", account, randomIds);
  const sealedSecret = sealSecret(encryptionKey, id, "her secret");
  await change((rows) => {
    rows.put(TABLES.users, user, "ada");
    rows.put(TABLES.accessKeys, { id, user: user.name, sealedSecret, active, createdAt: 0 }, id);
  });
  return id;
}

const asAda = (): Identity => ({
  account,
  arn: `arn:aws:iam::${account}:user/Ada`,
  id: "AIDAADA",
  accessKeyId: "AKIA",
});

const sessionOf = (more: Partial<Session>): Session => ({
  issuedAt: Date.parse("2026-01-01T00:00:00Z"),
  of: { kind: "role", name: "worker", id: "AROAWORKER" },
  policies: [],
  policyArns: [],
  tags: {},
  transitiveTagKeys: [],
  mfa: false,
  context: {},
  ...more,
});

const inSession = (more: Partial<Session> = {}): Identity => ({
  account,
  arn: `arn:aws:sts::${account}:assumed-role/worker/one`,
  id: "AROAWORKER:one",
  accessKeyId: "ASIA",
  session: sessionOf(more),
});

/** Whether these entitlements allow it. */
function allows({ context, roleArn, ...policies }: Entitlements, action: string): boolean {
  const principal = { type: "AWS", account, arn: asAda().arn, id: "AIDAADA", roleArn } as const;
  const resource = QUEUE.replace("111122223333", account);
  return evaluate({ principal, action, resource, context, ...policies }).decision === "allow";
}

test("a key is found by its id, with its secret and its user", async () => {
  const id = await giveKey(ada({ path: "/teams/" }));
  expect(await identities.lookup(id, undefined)).toEqual({
    secretAccessKey: "her secret",
    active: true,
    account,
    arn: `arn:aws:iam::${account}:user/teams/Ada`,
    id: "AIDAADA",
  });
});

test("nobody issued a key of another form, nor one that is not there", async () => {
  expect(await identities.lookup("test", undefined)).toBeUndefined();
  expect(await identities.lookup(newAccessKeyId("AKIA", account, randomIds), undefined)).toBeUndefined();
});

test("a key that is deactivated, deleted, or of a closed account stops to work at once", async () => {
  const id = await giveKey(ada());
  expect((await identities.lookup(id, undefined))?.active).toBe(true);
  await giveKey(ada());
  await change((rows) =>
    rows.put(
      TABLES.accessKeys,
      { id, user: "Ada", sealedSecret: sealSecret(encryptionKey, id, "x"), active: false, createdAt: 0 },
      id,
    ),
  );
  expect((await identities.lookup(id, undefined))?.active).toBe(false);
  await change((rows) => rows.remove(TABLES.accessKeys, id));
  expect(await identities.lookup(id, undefined)).toBeUndefined();
  const other = await giveKey(ada());
  await change((rows) => rows.put(TABLES.account, { id: account, name: "team", createdAt: 0, closedAt: 1 }));
  expect((await identities.lookup(other, undefined))?.active).toBe(false);
});

test("a key that was sealed with another encryption key is known, and proves nothing", async () => {
  const id = await giveKey(ada());
  const others = openIdentities({ records, encryptionKey: encryptionKeyOf("another one"), clock });
  expect((await others.lookup(id, undefined))?.active).toBe(false);
});

test("a user has its own policies and its groups', inline and attached", async () => {
  const attached = "arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess";
  const own = { ...holder("q", "ANPA"), updatedAt: 0, tags: {}, defaultVersion: "v2", lastVersion: 2 };
  const versions = [
    { id: "v2", document: allowing("sqs:TagQueue"), createdAt: 0 },
    { id: "v1", document: allowing("sqs:DeleteQueue"), createdAt: 0 },
  ];
  await change((rows) => {
    rows.put(TABLES.users, ada({ groups: ["Senders"], inlinePolicies: { a: allowing("sqs:PurgeQueue") } }), "ada");
    rows.put(TABLES.policies, { ...own, versions }, "q");
    rows.put(
      TABLES.groups,
      {
        ...holder("Senders", "AGPA"),
        inlinePolicies: { s: allowing("sqs:SendMessage") },
        attachedPolicies: [attached, `arn:aws:iam::${account}:policy/q`],
      },
      "senders",
    );
  });
  const entitlements = await identities.entitlementsOf(asAda());
  const asked = ["PurgeQueue", "SendMessage", "GetQueueAttributes", "TagQueue", "DeleteQueue"];
  expect(asked.filter((action) => allows(entitlements, `sqs:${action}`))).toEqual(asked.slice(0, 4));
});

test("a change of a user's policies counts at its next request", async () => {
  await change((rows) => rows.put(TABLES.users, ada(), "ada"));
  expect(allows(await identities.entitlementsOf(asAda()), "sqs:SendMessage")).toBe(false);
  await change((rows) => rows.put(TABLES.users, ada({ inlinePolicies: { a: allowing("sqs:*") } }), "ada"));
  expect(allows(await identities.entitlementsOf(asAda()), "sqs:SendMessage")).toBe(true);
});

test("another default version of an attached policy counts at the next request", async () => {
  const attachedPolicies = [`arn:aws:iam::${account}:policy/q`];
  const setPolicy = (document: string): Promise<void> => {
    const versions = [{ id: "v1", document, createdAt: 0 }];
    const policy = { ...holder("q", "ANPA"), updatedAt: 0, tags: {}, defaultVersion: "v1", lastVersion: 1, versions };
    return change((rows) => rows.put(TABLES.policies, policy, "q"));
  };
  await change((rows) => rows.put(TABLES.users, ada({ attachedPolicies }), "ada"));
  await setPolicy(allowing("sqs:*"));
  expect(allows(await identities.entitlementsOf(asAda()), "sqs:SendMessage")).toBe(true);
  await setPolicy(allowing("sqs:List*"));
  expect(allows(await identities.entitlementsOf(asAda()), "sqs:SendMessage")).toBe(false);
});

test("a boundary bounds, and one that is gone allows nothing", async () => {
  const inlinePolicies = { a: allowing("sqs:*") };
  const readOnly = "arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess";
  await change((rows) => rows.put(TABLES.users, ada({ inlinePolicies, permissionsBoundary: readOnly }), "ada"));
  const bounded = await identities.entitlementsOf(asAda());
  expect([allows(bounded, "sqs:GetQueueUrl"), allows(bounded, "sqs:SendMessage")]).toEqual([true, false]);
  const gone = `arn:aws:iam::${account}:policy/gone`;
  await change((rows) => rows.put(TABLES.users, ada({ inlinePolicies, permissionsBoundary: gone }), "ada"));
  expect(allows(await identities.entitlementsOf(asAda()), "sqs:GetQueueUrl")).toBe(false);
});

test("a user that was made anew under its name is another one", async () => {
  await change((rows) => rows.put(TABLES.users, ada({ id: "AIDAOTHER", inlinePolicies: { a: allowing("*") } }), "ada"));
  expect(allows(await identities.entitlementsOf(asAda()), "sqs:SendMessage")).toBe(false);
});

test("a role's session has the role's policies, and no more than what was passed", async () => {
  await change((rows) => rows.put(TABLES.roles, worker({ inlinePolicies: { a: allowing("sqs:S*") } }), "worker"));
  const whole = await identities.entitlementsOf(inSession());
  expect(whole.roleArn).toBe(`arn:aws:iam::${account}:role/worker`);
  expect([allows(whole, "sqs:SendMessage"), allows(whole, "sqs:DeleteQueue")]).toEqual([true, false]);
  const passed = await identities.entitlementsOf(inSession({ policies: [allowing("sqs:Set*"), allowing("sqs:D*")] }));
  expect(["sqs:SendMessage", "sqs:SetQueueAttributes", "sqs:DeleteQueue"].filter((a) => allows(passed, a))).toEqual([
    "sqs:SetQueueAttributes",
  ]);
});

test("a session of a role that is gone, or was made anew, may nothing", async () => {
  expect(allows(await identities.entitlementsOf(inSession()), "sqs:SendMessage")).toBe(false);
  await change((rows) =>
    rows.put(TABLES.roles, worker({ id: "AROAOTHER", inlinePolicies: { a: allowing("*") } }), "worker"),
  );
  expect(allows(await identities.entitlementsOf(inSession()), "sqs:SendMessage")).toBe(false);
});

test("a federated user without a passed policy may nothing", async () => {
  await change((rows) => rows.put(TABLES.users, ada({ inlinePolicies: { a: allowing("sqs:*") } }), "ada"));
  const of = { kind: "federated", issuerArn: asAda().arn, issuerId: asAda().id } as const;
  const bare = await identities.entitlementsOf(inSession({ of }));
  const passed = await identities.entitlementsOf(inSession({ of, policies: [allowing("sqs:SendMessage")] }));
  expect([allows(bare, "sqs:SendMessage"), allows(passed, "sqs:SendMessage")]).toEqual([false, true]);
});

test("policies may ask for tags, those of the session before those of the role", async () => {
  await change((rows) => rows.put(TABLES.roles, worker({ tags: { team: "red", cost: "7" } }), "worker"));
  const { context } = await identities.entitlementsOf(inSession({ tags: { team: "blue" }, sourceIdentity: "ada" }));
  expect(context).toMatchObject({
    "aws:PrincipalTag/team": "blue",
    "aws:PrincipalTag/cost": "7",
    "aws:SourceIdentity": "ada",
    "aws:TokenIssueTime": "2026-01-01T00:00:00.000Z",
    "aws:MultiFactorAuthPresent": "false",
  });
});

test("temporary credentials are known by their token alone, and not by a changed one", async () => {
  const accessKeyId = newAccessKeyId("ASIA", account, randomIds);
  const { arn, id, session } = inSession();
  if (!session) throw new Error("There is a session.");
  const temporary = { accessKeyId, secretAccessKey: "short-lived", expiresAt: 5, account, arn, id, session };
  const token = sessionTokenOf(encryptionKey, temporary);
  expect(await identities.lookup(accessKeyId, token)).toMatchObject({
    secretAccessKey: "short-lived",
    sessionToken: token,
    expiresAt: 5,
    arn,
    session,
  });
  const changed = `${token.slice(0, -8)}AAAAAAA=`;
  for (const [key, given] of [
    [accessKeyId, changed],
    ["ASIAANOTHERONE", token],
  ] as const) {
    // The frame refuses whoever comes with another token than the one that it finds here.
    expect((await identities.lookup(key, given))?.sessionToken).toBe("");
  }
  expect(await identities.lookup(accessKeyId, "a token of AWS")).toBeUndefined();
});

test("the last use of a key is written, and again when a minute has passed", async () => {
  const id = await giveKey(ada());
  const caller = { ...asAda(), accessKeyId: id };
  const use = { service: "sqs", region: "eu-west-1" };
  clock.set(Date.parse("2026-03-01T00:00:00Z"));
  const rows = readerOf(records.partition(identityPartition(account)));
  const noted = new Promise<void>((resolve) =>
    records.partition(identityPartition(account)).subscribe(SIDE_TABLES.lastUses.space, () => resolve()),
  );
  identities.noteUse(caller, use);
  await noted;
  expect(await rows.get(SIDE_TABLES.lastUses, id)).toEqual({ at: Date.parse("2026-03-01T00:00:00Z"), ...use });
});
