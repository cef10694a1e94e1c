import type { AssumedRoleUser, Credentials } from "@aws-sdk/client-sts";
import type { Session } from "@skylab/auth";
import { formatArn } from "@skylab/aws";
import type { Role } from "@skylab/identity";
import type { IamStore } from "./store/store.ts";
import { issueCredentials } from "./store/temporary-credentials.ts";

/** A session of a role that may be assumed. */
export type RoleSession = {
  readonly account: string;
  readonly role: Role;
  readonly sessionName: string;
  readonly session: Omit<Session, "of">;
  readonly seconds: number;
};

/** The credentials of a new session of a role, and who it is. */
export function actsAsRole(
  store: IamStore,
  { account, role, session, sessionName, seconds }: RoleSession,
): { readonly Credentials: Credentials; readonly AssumedRoleUser: AssumedRoleUser } {
  const arn = formatArn({ service: "sts", region: "", account, resource: `assumed-role/${role.name}/${sessionName}` });
  const id = `${role.id}:${sessionName}`;
  const of = { kind: "role", name: role.name, id: role.id } as const;
  return {
    Credentials: issueCredentials(store, { account, arn, id, session: { ...session, of } }, seconds),
    AssumedRoleUser: { AssumedRoleId: id, Arn: arn },
  };
}
