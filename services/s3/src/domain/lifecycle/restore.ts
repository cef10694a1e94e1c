import type * as sdk from "@aws-sdk/client-s3";
import { AwsError } from "@skylab/aws";
import { invalidArgument, malformedXml } from "../errors.ts";
import type { StoredObject } from "../object-version.ts";
import { isArchive } from "../objects/storage-class.ts";
import { midnightAfter } from "./days.ts";

/** How long an object is on its way from an archive. S3 takes from a minute to two days, by the tier that is asked for. */
export const RESTORE_MS = 10_000;

/** What a restore asks for. */
export type AskedRestore = { readonly days: number; readonly tier: string | undefined };

/** @throws AwsError MalformedXML, InvalidArgument, NotImplemented */
export function readRestore(asked: sdk.RestoreRequest = {}): AskedRestore {
  if (asked.Type !== undefined || asked.SelectParameters || asked.OutputLocation) throw selectNotImplemented();
  const { Days: days, GlacierJobParameters: job, Tier: tier } = asked;
  if (days === undefined) throw malformedXml();
  if (days < 1) throw invalidArgument("restoration days should be at least 1", "Days", String(days));
  return { days, tier: job?.Tier ?? tier };
}

/** Queries of archived objects, which S3 itself takes from nobody any more. */
const selectNotImplemented = (): AwsError =>
  new AwsError("NotImplemented", "A restore that selects from what it restores is not implemented.", { status: 501 });

/**
 * An object as a restore leaves it: on its way, or for longer where it is restored already.
 * @throws AwsError InvalidObjectState, RestoreAlreadyInProgress, InvalidArgument
 */
export function beginRestore(object: StoredObject, { days, tier }: AskedRestore, now: number): StoredObject {
  const { storageClass, restoring } = object;
  if (!isArchive(storageClass)) throw notArchived(storageClass);
  if (tier === "Expedited" && storageClass === "DEEP_ARCHIVE") {
    throw invalidArgument("Retrieval option is not supported by this storage class", "Tier", tier);
  }
  if (restoring) throw restoreInProgress();
  if (isRestored(object, now)) return { ...object, restoredUntil: midnightAfter(now, days) };
  const { restoredUntil: _past, ...archived } = object;
  return { ...archived, restoring: { days } };
}

/** Whether an archived object is there to be read. */
export const isRestored = ({ restoredUntil }: StoredObject, now: number): boolean =>
  restoredUntil !== undefined && restoredUntil > now;

/** An object that has arrived, or whose restored copy is over, as it is then; `undefined`: neither. */
export function settleRestore(object: StoredObject, now: number): StoredObject | undefined {
  const { restoring, restoredUntil, ...archived } = object;
  if (restoring) return { ...archived, restoredUntil: midnightAfter(now, restoring.days) };
  return restoredUntil !== undefined && restoredUntil <= now ? archived : undefined;
}

/** The member by which answers about an object tell of its restore. */
export function restoreMember(object: StoredObject, now: number): { readonly Restore?: string } {
  if (object.restoring) return { Restore: 'ongoing-request="true"' };
  const { restoredUntil: until } = object;
  if (until === undefined || until <= now) return {};
  return { Restore: `ongoing-request="false", expiry-date="${new Date(until).toUTCString()}"` };
}

const notArchived = (storageClass: sdk.StorageClass = "STANDARD"): AwsError =>
  new AwsError("InvalidObjectState", "Restore is not allowed for the object's current storage class", {
    status: 403,
    members: { StorageClass: storageClass },
  });

const restoreInProgress = (): AwsError =>
  new AwsError("RestoreAlreadyInProgress", "Object restore is already in progress", { status: 409 });
