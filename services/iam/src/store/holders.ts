import type { Group, Holder, Role, User } from "@skylab/identity";
import type { Reader, Transaction } from "@skylab/records";
import { putGroup, requireGroup } from "./groups.ts";
import { putRole, requireModifiableRole, requireRole } from "./roles.ts";
import { putUser, requireUser } from "./users.ts";

export type HolderKind = "user" | "group" | "role";

/** Users, groups and roles: what can hold policies, and is treated alike where it does. */
export type Holders<Row extends Holder> = {
  readonly kind: HolderKind;
  /** @throws AwsError `NoSuchEntity` */
  readonly require: (rows: Reader, name: string) => Promise<Row>;
  /** One that its account may change. @throws AwsError `NoSuchEntity`, `UnmodifiableEntity` */
  readonly requireModifiable: (rows: Reader, name: string) => Promise<Row>;
  readonly put: (rows: Transaction, row: Row) => void;
};

export const users: Holders<User> = {
  kind: "user",
  require: requireUser,
  requireModifiable: requireUser,
  put: putUser,
};

export const groups: Holders<Group> = {
  kind: "group",
  require: requireGroup,
  requireModifiable: requireGroup,
  put: putGroup,
};

export const roles: Holders<Role> = {
  kind: "role",
  require: requireRole,
  requireModifiable: requireModifiableRole,
  put: putRole,
};
