import type * as sdk from "@aws-sdk/client-s3";
import { malformedXml } from "../errors.ts";
import type { StoredObject } from "../object-version.ts";
import { lockedObject, unknownMode, untilInThePast } from "./errors.ts";

/** Until when an object is kept from being deleted, and how strictly. */
export type Retention = NonNullable<StoredObject["retention"]>;

export const isMode = (mode: string): mode is sdk.ObjectLockRetentionMode =>
  mode === "GOVERNANCE" || mode === "COMPLIANCE";

/**
 * The retention that a document asks for; `undefined`: none any more.
 * @throws AwsError MalformedXML, InvalidArgument
 */
export function readRetention(asked: sdk.ObjectLockRetention | undefined, now: number): Retention | undefined {
  const { Mode: mode, RetainUntilDate: until } = asked ?? {};
  if (mode === undefined && until === undefined) return undefined;
  if (mode === undefined || until === undefined) throw malformedXml();
  if (!isMode(mode)) throw unknownMode(mode, "Mode");
  if (until.getTime() <= now) throw untilInThePast(until, "RetainUntilDate");
  return { mode, until: until.getTime() };
}

/** How a retention is to be changed. */
export type RetentionChange = {
  readonly to: Retention | undefined;
  readonly now: number;
  /** Whether the caller may pass over governance, and wants to. */
  readonly bypass: boolean;
};

/**
 * A retention may be made longer; shorter, weaker or none only in governance mode, by who may pass over it.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html#object-lock-retention-modes
 * @throws AwsError AccessDenied
 */
export function checkRetentionChange(from: Retention | undefined, { to, now, bypass }: RetentionChange): void {
  if (from === undefined || from.until <= now) return;
  const isStronger = to !== undefined && to.until >= from.until && (from.mode === to.mode || to.mode === "COMPLIANCE");
  if (isStronger || (from.mode === "GOVERNANCE" && bypass)) return;
  throw lockedObject();
}
