import type { Session } from "@skylab/auth";
import { type EncryptionKey, seal, unseal } from "./sealing.ts";

/** Temporary credentials: everything that a service needs to know of them is in their session token. */
export type Temporary = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
  readonly account: string;
  /** `arn:aws:sts::111122223333:assumed-role/reader/ada`. */
  readonly arn: string;
  /** `AROA…:ada`. */
  readonly id: string;
  readonly session: Session;
};

/** Marks tokens as Skylab's own, so that a damaged one is told from a stranger's. */
const MARK = "SkylabST/";
const PURPOSE = "session token";

/** The session token of temporary credentials. */
export const sessionTokenOf = (key: EncryptionKey, temporary: Temporary): string =>
  MARK + seal(key, PURPOSE, JSON.stringify(temporary));

/** Whether the token claims to be from here. */
export const isOwnToken = (token: string): boolean => token.startsWith(MARK);

/** The credentials of a session token, or `undefined` where it was not made with this key. */
export function openSessionToken(key: EncryptionKey, token: string): Temporary | undefined {
  const text = isOwnToken(token) ? unseal(key, PURPOSE, token.slice(MARK.length)) : undefined;
  return text === undefined ? undefined : (JSON.parse(text) as Temporary); // as: only `sessionTokenOf` has the key.
}
