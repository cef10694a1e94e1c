import { type Group, rowKey, TABLES } from "@skylab/identity";
import type { Listed, Listing, Reader, Transaction } from "@skylab/records";
import { noSuchEntity } from "../domain/errors.ts";

/** @throws AwsError `NoSuchEntity` */
export async function requireGroup(rows: Reader, name: string): Promise<Group> {
  const group = await findGroup(rows, name);
  if (group === undefined) throw noSuchEntity(`The group with name ${name} cannot be found.`);
  return group;
}

export const findGroup = (rows: Reader, name: string): Promise<Group | undefined> =>
  rows.get(TABLES.groups, rowKey(name));

export const putGroup = (rows: Transaction, group: Group): void => rows.put(TABLES.groups, group, rowKey(group.name));

export const removeGroup = (rows: Transaction, group: Group): void => rows.remove(TABLES.groups, rowKey(group.name));

/** Groups in the order of their names. */
export const listGroups = (rows: Reader, part: Listing): Promise<readonly Listed<Group>[]> =>
  rows.list(TABLES.groups, part);
