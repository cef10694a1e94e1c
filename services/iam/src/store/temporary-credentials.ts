import type { Credentials } from "@aws-sdk/client-sts";
import { newAccessKeyId, newSecret, sessionTokenOf, type Temporary } from "@skylab/identity";
import type { IamStore } from "./store.ts";
import { timeOf } from "../domain/time.ts";

/** New credentials of a session: they are kept in their token, and nowhere else. */
export function issueCredentials(
  store: IamStore,
  session: Pick<Temporary, "account" | "arn" | "id" | "session">,
  seconds: number,
): Required<Credentials> {
  // The wire has whole seconds.
  const expiresAt = Math.floor(session.session.issuedAt / 1000 + seconds) * 1000;
  const temporary: Temporary = {
    ...session,
    accessKeyId: newAccessKeyId("ASIA", session.account),
    secretAccessKey: newSecret(),
    expiresAt,
  };
  return {
    AccessKeyId: temporary.accessKeyId,
    SecretAccessKey: temporary.secretAccessKey,
    SessionToken: sessionTokenOf(store.encryptionKey, temporary),
    Expiration: timeOf(expiresAt),
  };
}
