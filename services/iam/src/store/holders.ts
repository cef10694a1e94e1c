import type { Group, Holder, Role, User } from "@skylab/identity";
import type { Reader, Transaction } from "@skylab/records";
import { findGroup, putGroup, requireGroup } from "./groups.ts";
import { findRole, putRole, requireModifiableRole, requireRole } from "./roles.ts";
import { findUser, putUser, requireUser } from "./users.ts";

export type HolderKind = "user" | "group" | "role";

/** Users, groups and roles: what can hold policies, and is treated alike where it does. */
export type Holders<Row extends Holder> = {
  readonly kind: HolderKind;
  readonly find: (rows: Reader, name: string) => Promise<Row | undefined>;
  /** @throws AwsError `NoSuchEntity` */
  readonly require: (rows: Reader, name: string) => Promise<Row>;
  /** One that its account may change. @throws AwsError `NoSuchEntity`, `UnmodifiableEntity` */
  readonly requireModifiable: (rows: Reader, name: string) => Promise<Row>;
  readonly put: (rows: Transaction, row: Row) => void;
};

export const users: Holders<User> = {
  kind: "user",
  find: findUser,
  require: requireUser,
  requireModifiable: requireUser,
  put: putUser,
};

export const groups: Holders<Group> = {
  kind: "group",
  find: findGroup,
  require: requireGroup,
  requireModifiable: requireGroup,
  put: putGroup,
};

export const roles: Holders<Role> = {
  kind: "role",
  find: findRole,
  require: requireRole,
  requireModifiable: requireModifiableRole,
  put: putRole,
};

/** The three of them by kind. */
export const HOLDERS = { user: users, group: groups, role: roles } as const;
