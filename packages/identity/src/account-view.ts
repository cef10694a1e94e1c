import { compiledPolicy, type KnownKey, type Policy, rootOf } from "@skylab/auth";
import { BoundedMap, formatArn, parseArn, remember } from "@skylab/aws";
import { type Partition, readerOf, type Reader, type Unsubscribe } from "@skylab/records";
import { openSecret } from "./access-key.ts";
import { managedPolicy } from "./managed-policies/managed-policies.ts";
import {
  defaultDocument,
  type Group,
  type Holder,
  type Role,
  rowKey,
  TABLES,
  type Tags,
  type User,
} from "./records.ts";
import type { EncryptionKey } from "./sealing.ts";

/** What a user or a role may, whoever's session asks. */
export type Grants = {
  /** The ARN of the user or the role, with its path. */
  readonly arn: string;
  /** `AIDA…`, `AROA…`: another one of the same name has another id. */
  readonly id: string;
  readonly tags: Tags;
  readonly policies: readonly Policy[];
  readonly boundary: Policy | undefined;
};

/** Keys, users and roles of an account that are remembered at a time. */
const MAX_REMEMBERED = 10_000;

/** The identities of one account as its records have them: what was read is forgotten when any of it changes. */
export class AccountView {
  readonly #account: string;
  readonly #rows: Reader;
  readonly #encryptionKey: EncryptionKey;
  readonly #unsubscribes: readonly Unsubscribe[];
  #keys = new BoundedMap<string, Promise<KnownKey | undefined>>(MAX_REMEMBERED);
  #grants = new BoundedMap<string, Promise<Grants | undefined>>(MAX_REMEMBERED);
  #policies = new BoundedMap<string, Promise<Policy | undefined>>(MAX_REMEMBERED);
  #closed = new BoundedMap<string, Promise<boolean>>(1);

  constructor(account: string, partition: Partition, encryptionKey: EncryptionKey) {
    this.#account = account;
    this.#rows = readerOf(partition);
    this.#encryptionKey = encryptionKey;
    // A read that is under way when something changes ends in what is thrown away here.
    this.#unsubscribes = Object.values(TABLES).map(({ space }) => partition.subscribe(space, () => this.#forget()));
  }

  /** An access key that is no temporary one. */
  key(id: string): Promise<KnownKey | undefined> {
    return remember(this.#keys, id, () => this.#readKey(id));
  }

  user(name: string): Promise<Grants | undefined> {
    return remember(this.#grants, `user ${name}`, () => this.#readUser(name));
  }

  role(name: string): Promise<Grants | undefined> {
    return remember(this.#grants, `role ${name}`, () => this.#readRole(name));
  }

  /** A managed policy, AWS's or the account's own. */
  policy(arn: string): Promise<Policy | undefined> {
    return remember(this.#policies, arn, () => this.#readPolicy(arn));
  }

  /** Whether the account was closed. */
  closed(): Promise<boolean> {
    return remember(this.#closed, "closed", () => this.#readClosed());
  }

  close(): void {
    for (const unsubscribe of this.#unsubscribes) unsubscribe();
  }

  #forget(): void {
    this.#keys = new BoundedMap(MAX_REMEMBERED);
    this.#grants = new BoundedMap(MAX_REMEMBERED);
    this.#policies = new BoundedMap(MAX_REMEMBERED);
    this.#closed = new BoundedMap(1);
  }

  async #readKey(id: string): Promise<KnownKey | undefined> {
    const key = await this.#rows.get(TABLES.accessKeys, id);
    if (key === undefined) return undefined;
    const secretAccessKey = openSecret(this.#encryptionKey, id, key.sealedSecret);
    const owner = key.user === undefined ? this.#root() : await this.user(key.user);
    if (owner === undefined) return undefined;
    const { arn, id: ownerId } = owner;
    // A key that was sealed with another encryption key is nobody's: nothing can be proven by it.
    const active = key.active && secretAccessKey !== undefined && !(await this.closed());
    return { secretAccessKey: secretAccessKey ?? "", active, account: this.#account, arn, id: ownerId };
  }

  async #readClosed(): Promise<boolean> {
    const account = await this.#rows.get(TABLES.account);
    return account?.closedAt !== undefined;
  }

  #root(): Pick<Grants, "arn" | "id"> {
    return rootOf(this.#account);
  }

  async #readUser(name: string): Promise<Grants | undefined> {
    const user = await this.#rows.get(TABLES.users, rowKey(name));
    if (user === undefined) return undefined;
    const groups = await Promise.all(user.groups.map((group) => this.#rows.get(TABLES.groups, rowKey(group))));
    const holders = [user, ...groups.filter((group): group is Group => group !== undefined)];
    return this.#grantsOf("user", user, holders);
  }

  async #readRole(name: string): Promise<Grants | undefined> {
    const role = await this.#rows.get(TABLES.roles, rowKey(name));
    return role && this.#grantsOf("role", role, [role]);
  }

  async #grantsOf(kind: "user" | "role", entity: User | Role, holders: readonly Holder[]): Promise<Grants> {
    const inline = holders.flatMap(({ inlinePolicies }) =>
      Object.values(inlinePolicies).map((document) => compiledPolicy(document)),
    );
    const attached = await Promise.all(
      [...new Set(holders.flatMap(({ attachedPolicies }) => attachedPolicies))].map((arn) => this.policy(arn)),
    );
    const { id, name, path, permissionsBoundary, tags } = entity;
    return {
      arn: formatArn({ service: "iam", region: "", account: this.#account, resource: `${kind}${path}${name}` }),
      id,
      tags,
      policies: [...inline, ...attached.filter((policy): policy is Policy => policy !== undefined)],
      boundary: permissionsBoundary === undefined ? undefined : await this.#boundary(permissionsBoundary),
    };
  }

  /** A boundary that is gone allows nothing. */
  async #boundary(arn: string): Promise<Policy> {
    return (await this.policy(arn)) ?? ALLOWS_NOTHING;
  }

  async #readPolicy(arn: string): Promise<Policy | undefined> {
    const document = managedPolicy(arn)?.document ?? (await this.#ownPolicy(arn));
    return document === undefined ? undefined : compiledPolicy(document, arn);
  }

  async #ownPolicy(arn: string): Promise<string | undefined> {
    const { account, resource = "" } = parseArn(arn) ?? {};
    if (account !== this.#account) return undefined;
    const policy = await this.#rows.get(TABLES.policies, rowKey(resource.slice(resource.lastIndexOf("/") + 1)));
    return policy && defaultDocument(policy);
  }
}

const ALLOWS_NOTHING = compiledPolicy('{ "Statement": { "Effect": "Deny", "Action": "nothing:*", "Resource": "*" } }');
