import { type AccessKey, type LastUse, SIDE_TABLES, TABLES } from "@skylab/identity";
import type { Reader, Transaction } from "@skylab/records";
import { noSuchAccessKey } from "../domain/access-key.ts";
import { type KeyOwner, putKeyOwner } from "./key-owners.ts";

export const findAccessKey = (rows: Reader, id: string): Promise<AccessKey | undefined> =>
  rows.get(TABLES.accessKeys, id);

/**
 * A key of this owner's.
 * @throws AwsError `NoSuchEntity`
 */
export async function requireAccessKey(rows: Reader, owner: KeyOwner, id: string): Promise<AccessKey> {
  const key = owner.accessKeyIds.includes(id) ? await findAccessKey(rows, id) : undefined;
  if (key === undefined) throw noSuchAccessKey(id);
  return key;
}

/** The keys of an owner, the oldest first. */
export async function accessKeysOf(rows: Reader, owner: Pick<KeyOwner, "accessKeyIds">): Promise<readonly AccessKey[]> {
  const keys = await Promise.all(owner.accessKeyIds.map((id) => findAccessKey(rows, id)));
  return keys.filter((key) => key !== undefined);
}

export const lastUseOfKey = (rows: Reader, id: string): Promise<LastUse | undefined> =>
  rows.get(SIDE_TABLES.lastUses, id);

export const putAccessKey = (rows: Transaction, key: AccessKey): void => rows.put(TABLES.accessKeys, key, key.id);

/** Gives an owner a new key. */
export function addAccessKey(rows: Transaction, owner: KeyOwner, key: AccessKey): void {
  putAccessKey(rows, key);
  putKeyOwner(rows, owner, [...owner.accessKeyIds, key.id]);
}

/** Removes a key and what is known of its use. */
export function removeAccessKey(rows: Transaction, owner: KeyOwner, id: string): void {
  rows.remove(TABLES.accessKeys, id);
  rows.remove(SIDE_TABLES.lastUses, id);
  putKeyOwner(
    rows,
    owner,
    owner.accessKeyIds.filter((one) => one !== id),
  );
}
