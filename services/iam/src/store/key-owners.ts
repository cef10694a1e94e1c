import type { User } from "@skylab/identity";
import type { Reader, Transaction } from "@skylab/records";
import type { Actor } from "../domain/acting-user.ts";
import { OWN_TABLES } from "./tables.ts";
import { putUser, requireUser } from "./users.ts";

/** Who has access keys: a user, or the account's root where there is none. */
export type KeyOwner = { readonly user: User | undefined; readonly accessKeyIds: readonly string[] };

/** @throws AwsError `NoSuchEntity` */
export async function requireKeyOwner(rows: Reader, actor: Actor): Promise<KeyOwner> {
  if (actor.root) return { user: undefined, accessKeyIds: (await rows.get(OWN_TABLES.rootKeys)) ?? [] };
  const user = await requireUser(rows, actor.userName);
  return { user, accessKeyIds: user.accessKeyIds };
}

/** Says which keys an owner has from now on. */
export function putKeyOwner(rows: Transaction, { user }: KeyOwner, accessKeyIds: readonly string[]): void {
  if (user === undefined) rows.put(OWN_TABLES.rootKeys, accessKeyIds);
  else putUser(rows, { ...user, accessKeyIds });
}
