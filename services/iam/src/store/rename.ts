import { type Group, rowKey, SIDE_TABLES, TABLES, type User } from "@skylab/identity";
import type { Transaction } from "@skylab/records";
import { alreadyExists } from "../domain/errors.ts";
import { accessKeysOf, putAccessKey } from "./access-keys.ts";
import { renameAttachments } from "./attachments.ts";
import { findGroup, putGroup } from "./groups.ts";
import { membersOf } from "./members.ts";
import { mfaDevicesOf, putMfaDevice } from "./mfa-devices.ts";
import { findUser, putUser } from "./users.ts";

/** What a user or a group is called from now on, and where it is; ARNs are made of these. */
export type NewName = { readonly name: string; readonly path: string };

/**
 * Gives a user another name and path, wherever it is named.
 * @throws AwsError `EntityAlreadyExists`
 */
export async function renameUser(rows: Transaction, user: User, { name, path }: NewName): Promise<void> {
  const taken = await findUser(rows, name);
  if (taken !== undefined && taken.id !== user.id) throw alreadyExists(`User with name ${name} already exists.`);
  rows.remove(TABLES.users, rowKey(user.name));
  putUser(rows, { ...user, name, path });
  renameAttachments(rows, { kind: "user", holder: user }, name);
  for (const group of user.groups) {
    rows.remove(SIDE_TABLES.members, rowKey(group), rowKey(user.name));
    rows.put(SIDE_TABLES.members, true, rowKey(group), rowKey(name));
  }
  for (const key of await accessKeysOf(rows, user)) putAccessKey(rows, { ...key, user: name });
  for (const device of await mfaDevicesOf(rows, user)) {
    putMfaDevice(rows, { ...device, assignment: { ...device.assignment, userName: name } });
  }
}

/**
 * Gives a group another name and path, wherever it is named.
 * @throws AwsError `EntityAlreadyExists`
 */
export async function renameGroup(rows: Transaction, group: Group, { name, path }: NewName): Promise<void> {
  const taken = await findGroup(rows, name);
  if (taken !== undefined && taken.id !== group.id) throw alreadyExists(`Group with name ${name} already exists.`);
  rows.remove(TABLES.groups, rowKey(group.name));
  putGroup(rows, { ...group, name, path });
  renameAttachments(rows, { kind: "group", holder: group }, name);
  for (const user of await membersOf(rows, group)) {
    const groups = user.groups.map((one) => (rowKey(one) === rowKey(group.name) ? name : one));
    putUser(rows, { ...user, groups });
    rows.remove(SIDE_TABLES.members, rowKey(group.name), rowKey(user.name));
    rows.put(SIDE_TABLES.members, true, rowKey(name), rowKey(user.name));
  }
}
