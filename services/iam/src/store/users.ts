import { rowKey, TABLES, type User } from "@skylab/identity";
import { allRows, type Listed, type Listing, type Reader, type Transaction } from "@skylab/records";
import { noSuchEntity } from "../domain/errors.ts";

/** @throws AwsError `NoSuchEntity` */
export async function requireUser(rows: Reader, name: string): Promise<User> {
  const user = await findUser(rows, name);
  if (user === undefined) throw noSuchEntity(`The user with name ${name} cannot be found.`);
  return user;
}

export const findUser = (rows: Reader, name: string): Promise<User | undefined> => rows.get(TABLES.users, rowKey(name));

export const putUser = (rows: Transaction, user: User): void => rows.put(TABLES.users, user, rowKey(user.name));

export const removeUser = (rows: Transaction, user: User): void => rows.remove(TABLES.users, rowKey(user.name));

/** Users in the order of their names. */
export const listUsers = (rows: Reader, part: Listing): Promise<readonly Listed<User>[]> =>
  rows.list(TABLES.users, part);

/** The names of all users, by id. */
export async function userNames(rows: Reader): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for await (const { row } of allRows(rows, TABLES.users)) names.set(row.id, row.name);
  return names;
}
