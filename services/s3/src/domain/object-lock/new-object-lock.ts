import type * as sdk from "@aws-sdk/client-s3";
import type { Bucket } from "../bucket.ts";
import type { StoredObject } from "../object-version.ts";
import { bucketWithoutLock, modeAndDateGoTogether, unknownHold, unknownMode, untilInThePast } from "./errors.ts";
import { isMode, type Retention } from "./retention.ts";
import { DAY_MS } from "../lifecycle/days.ts";

/** The members of an input that lock a new object. */
export type ObjectLockInput = {
  readonly ObjectLockMode?: sdk.ObjectLockMode | undefined;
  readonly ObjectLockRetainUntilDate?: Date | undefined;
  readonly ObjectLockLegalHoldStatus?: sdk.ObjectLockLegalHoldStatus | undefined;
};

const MODE = "x-amz-object-lock-mode";
const UNTIL = "x-amz-object-lock-retain-until-date";

/**
 * How a new object is locked: as the request says, or else its bucket.
 * @throws AwsError InvalidRequest, InvalidArgument
 */
export function newObjectLock(
  bucket: Bucket,
  input: ObjectLockInput,
  now: number,
): Pick<StoredObject, "legalHold" | "retention"> {
  const { ObjectLockLegalHoldStatus: legalHold, ObjectLockMode: mode, ObjectLockRetainUntilDate: until } = input;
  if (!bucket.objectLock) {
    if (mode !== undefined || until !== undefined || legalHold !== undefined) throw bucketWithoutLock();
    return {};
  }
  if (legalHold !== undefined && legalHold !== "ON" && legalHold !== "OFF") throw unknownHold(legalHold);
  const retention = askedRetention({ mode, until }, now) ?? defaultRetention(bucket, now);
  return { ...(legalHold && { legalHold }), ...(retention && { retention }) };
}

function askedRetention(
  { mode, until }: { readonly mode: string | undefined; readonly until: Date | undefined },
  now: number,
): Retention | undefined {
  if (mode === undefined && until === undefined) return undefined;
  if (mode === undefined) throw modeAndDateGoTogether(MODE);
  if (until === undefined) throw modeAndDateGoTogether(UNTIL);
  if (!isMode(mode)) throw unknownMode(mode, MODE);
  if (until.getTime() <= now) throw untilInThePast(until, UNTIL);
  return { mode, until: until.getTime() };
}

function defaultRetention({ configurations }: Bucket, now: number): Retention | undefined {
  const { Mode: mode, Days: days, Years: years } = configurations.objectLock?.Rule?.DefaultRetention ?? {};
  if (mode === undefined) return undefined;
  const until = new Date(now);
  if (years !== undefined) until.setUTCFullYear(until.getUTCFullYear() + years);
  return { mode, until: until.getTime() + (days ?? 0) * DAY_MS };
}
