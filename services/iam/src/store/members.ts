import { type Group, rowKey, SIDE_TABLES, TABLES, type User } from "@skylab/identity";
import { allRows, decodeKey, type Listed, type Reader, type Transaction } from "@skylab/records";
import { findGroup, putGroup } from "./groups.ts";
import { putUser } from "./users.ts";

/** Takes a user into a group. */
export function addMember(rows: Transaction, group: Group, user: User): void {
  putUser(rows, { ...user, groups: [...user.groups, group.name] });
  rows.put(SIDE_TABLES.members, true, rowKey(group.name), rowKey(user.name));
  // Put as it is, so that it cannot be removed or renamed meanwhile by one who does not see the new member.
  putGroup(rows, group);
}

export function removeMember(rows: Transaction, group: Group, user: User): void {
  putUser(rows, { ...user, groups: user.groups.filter((name) => rowKey(name) !== rowKey(group.name)) });
  rows.remove(SIDE_TABLES.members, rowKey(group.name), rowKey(user.name));
}

export const hasMembers = async (rows: Reader, group: Group): Promise<boolean> =>
  (await listMemberKeys(rows, group, { after: undefined, limit: 1 })).length > 0;

/** The keys of the rows of a group's users, in the order of their names. */
export async function listMemberKeys(
  rows: Reader,
  group: Group,
  part: { readonly after: Uint8Array | undefined; readonly limit: number },
): Promise<readonly Listed<string>[]> {
  const listed = await rows.list(SIDE_TABLES.members, { prefix: [rowKey(group.name)], ...part });
  return listed.map(({ key }) => ({ key, row: userKeyOf(key) }));
}

/** All users of a group. */
export async function membersOf(rows: Reader, group: Group): Promise<readonly User[]> {
  const keys: string[] = [];
  for await (const { key } of allRows(rows, SIDE_TABLES.members, [rowKey(group.name)])) keys.push(userKeyOf(key));
  return usersAt(rows, keys);
}

/** The key of the user's row in the key of a membership. */
function userKeyOf(memberKey: Uint8Array): string {
  const [, user] = decodeKey(memberKey);
  return typeof user === "string" ? user : "";
}

/** The users of these rows, without those that are gone. */
export async function usersAt(rows: Reader, keys: readonly string[]): Promise<readonly User[]> {
  const users = await Promise.all(keys.map((key) => rows.get(TABLES.users, key)));
  return users.filter((user) => user !== undefined);
}

/** The groups that a user is in. */
export async function groupsOf(rows: Reader, user: User): Promise<readonly Group[]> {
  const groups = await Promise.all(user.groups.map((name) => findGroup(rows, name)));
  return groups.filter((group) => group !== undefined);
}
