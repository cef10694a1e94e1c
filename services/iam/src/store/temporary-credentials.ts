import type { AssumedRoleUser, Credentials } from "@aws-sdk/client-sts";
import type { Session } from "@skylab/auth";
import { formatArn, type Ids } from "@skylab/aws";
import { newAccessKeyId, newSecret, sessionTokenOf, type Role, type Temporary } from "@skylab/identity";
import { timeOf } from "../domain/time.ts";
import type { IamStore } from "./store.ts";

/** A session that begins, and how long it lasts. */
export type NewSession = Pick<Temporary, "account" | "arn" | "id" | "session"> & { readonly seconds: number };

/** New credentials of a session: they are kept in their token, and nowhere else. */
export function issueCredentials(
  { seconds, ...session }: NewSession,
  ids: Ids,
  store: Pick<IamStore, "encryptionKey">,
): Required<Credentials> {
  // The wire has whole seconds.
  const expiresAt = Math.floor(session.session.issuedAt / 1000 + seconds) * 1000;
  const temporary: Temporary = {
    ...session,
    accessKeyId: newAccessKeyId("ASIA", session.account, ids),
    secretAccessKey: newSecret(ids),
    expiresAt,
  };
  return {
    AccessKeyId: temporary.accessKeyId,
    SecretAccessKey: temporary.secretAccessKey,
    SessionToken: sessionTokenOf(store.encryptionKey, temporary),
    Expiration: timeOf(expiresAt),
  };
}

/** A session of a role that may be assumed. */
export type RoleSession = {
  readonly account: string;
  readonly role: Role;
  readonly sessionName: string;
  readonly session: Omit<Session, "of">;
  readonly seconds: number;
};

/** New credentials of a session of a role, and who it is. */
export function issueRoleCredentials(
  { account, role, session, sessionName, seconds }: RoleSession,
  ids: Ids,
  store: Pick<IamStore, "encryptionKey">,
): { readonly Credentials: Credentials; readonly AssumedRoleUser: AssumedRoleUser } {
  const arn = formatArn({ service: "sts", region: "", account, resource: `assumed-role/${role.name}/${sessionName}` });
  const id = `${role.id}:${sessionName}`;
  const of = { kind: "role", name: role.name, id: role.id } as const;
  return {
    Credentials: issueCredentials({ account, arn, id, session: { ...session, of }, seconds }, ids, store),
    AssumedRoleUser: { AssumedRoleId: id, Arn: arn },
  };
}
