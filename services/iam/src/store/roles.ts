import { type LastUse, type Role, roleUseKey, rowKey, SIDE_TABLES, TABLES } from "@skylab/identity";
import type { Reader, Transaction } from "@skylab/records";
import { noSuchEntity, protectedRole } from "../domain/errors.ts";
import type { ReadRows } from "../domain/page.ts";
import { OWN_TABLES } from "./tables.ts";

/** @throws AwsError `NoSuchEntity` */
export async function requireRole(rows: Reader, name: string): Promise<Role> {
  const role = await findRole(rows, name);
  if (role === undefined) throw noSuchEntity(`The role with name ${name} cannot be found.`);
  return role;
}

/**
 * A role that its account may change: those of services are the services' own.
 * @throws AwsError `NoSuchEntity`, `UnmodifiableEntity`
 */
export async function requireModifiableRole(rows: Reader, name: string): Promise<Role> {
  const role = await requireRole(rows, name);
  if (role.serviceLinkedTo !== undefined) throw protectedRole(role.name);
  return role;
}

export const findRole = (rows: Reader, name: string): Promise<Role | undefined> => rows.get(TABLES.roles, rowKey(name));

export const putRole = (rows: Transaction, role: Role): void => rows.put(TABLES.roles, role, rowKey(role.name));

/** When, for which service and in which region a role was last used. */
export const lastUseOfRole = (rows: Reader, role: Role): Promise<LastUse | undefined> =>
  rows.get(SIDE_TABLES.lastUses, ...roleUseKey(role.name));

/** Removes the role and what is known of its use. */
export function removeRole(rows: Transaction, role: Role): void {
  rows.remove(TABLES.roles, rowKey(role.name));
  rows.remove(SIDE_TABLES.lastUses, ...roleUseKey(role.name));
}

/** All roles, by name. */
export const listRoles =
  (rows: Reader): ReadRows<Role> =>
  (after, limit) =>
    rows.list(TABLES.roles, { after, limit });

/** Notes that a service-linked role was deleted: whoever asked for it asks later how it went. */
export const noteRoleDeletion = (rows: Transaction, task: string, now: number): void =>
  rows.put(OWN_TABLES.roleDeletions, now, task);

export const wasRoleDeletion = async (rows: Reader, task: string): Promise<boolean> =>
  (await rows.get(OWN_TABLES.roleDeletions, task)) !== undefined;
