import type { Session } from "./session.ts";

/** An access key that IAM or STS issued. */
export type KnownKey = {
  readonly secretAccessKey: string;
  /** Deactivated keys stay known, so that nobody takes them for a stranger's. */
  readonly active: boolean;
  /** Temporary credentials: the token that must come with the key, and the end of both in milliseconds. */
  readonly sessionToken?: string | undefined;
  readonly expiresAt?: number | undefined;
  readonly account: string;
  /** A user's or an assumed role's ARN, or the account root's. */
  readonly arn: string;
  /** As IAM numbers its principals: `AIDA…`, `AROA…:session`; the account id for root. */
  readonly id: string;
  /** Temporary credentials: what the session may, and who it is beyond its ARN. */
  readonly session?: Session | undefined;
};

/**
 * Finds an access key that was issued, with the session token that came with it. `undefined`: never issued, as far as one
 * can tell.
 */
export type KeyLookup = (accessKeyId: string, sessionToken: string | undefined) => Promise<KnownKey | undefined>;
