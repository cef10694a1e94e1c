import { type Group, TABLES } from "@skylab/identity";
import type { Reader, Transaction } from "@skylab/records";
import { noSuchEntity } from "../domain/errors.ts";
import { rowKey } from "../domain/names.ts";

/** @throws AwsError `NoSuchEntity` */
export async function requireGroup(rows: Reader, name: string): Promise<Group> {
  const group = await findGroup(rows, name);
  if (group === undefined) throw noSuchEntity(`The group with name ${name} cannot be found.`);
  return group;
}

export const findGroup = (rows: Reader, name: string): Promise<Group | undefined> =>
  rows.get(TABLES.groups, rowKey(name));

export const putGroup = (rows: Transaction, group: Group): void => rows.put(TABLES.groups, group, rowKey(group.name));
