import type { Clock, Ids } from "@skylab/aws";
import type { Bucket } from "../domain/bucket.ts";
import { type Action, dueActions, type Placed } from "../domain/lifecycle/due-actions.ts";
import type { ObjectVersion } from "../domain/object-version.ts";
import { ownOccurrenceOf } from "../objects/occurrence.ts";
import type { S3Store } from "../store/store.ts";

/** To which version something is done, and when that is decided. */
export type Doing = {
  readonly bucket: Bucket;
  readonly placed: Placed;
  readonly now: number;
  readonly clock: Clock;
  readonly ids: Ids;
};

/** The version is another by now, or in another place, and what was due of it is it no more. */
class NotDue extends Error {}

/** Does what a bucket's rules want of a version, if it is still due when it is done. */
export async function doAction(store: S3Store, doing: Doing, action: Action): Promise<void> {
  try {
    await attempt(store, doing, action);
  } catch (error) {
    if (!(error instanceof NotDue)) throw error;
  }
}

async function attempt(store: S3Store, doing: Doing, action: Action): Promise<void> {
  if (action.kind === "transition") await transition(store, doing, action);
  else if (action.kind === "expire") await expire(store, doing);
  else await remove(store, doing);
}

async function transition({ objects }: S3Store, doing: Doing, action: Action & { kind: "transition" }): Promise<void> {
  const { bucket, placed } = doing;
  const { key, versionId } = placed.version;
  const { to } = action;
  await objects.change(bucket, key, {
    versionId,
    decide: (current) => {
      const isDue = actionsOf(doing, current).some((due) => due.kind === "transition" && due.to === to);
      return current.kind === "object" && isDue ? { ...current, storageClass: to } : undefined;
    },
    occurrence: ownOccurrenceOf(bucket, doing, { event: "LifecycleTransition", transitionedTo: to }),
  });
}

async function expire({ objects }: S3Store, doing: Doing): Promise<void> {
  const { bucket, now, placed } = doing;
  const event = bucket.versioning === undefined ? "Delete" : "DeleteMarkerCreated";
  await objects.remove(bucket, placed.version.key, {
    owner: bucket.account,
    now,
    check: (current) => requireDue(doing, current, "expire"),
    occurrence: ownOccurrenceOf(bucket, doing, `LifecycleExpiration:${event}`),
  });
}

async function remove({ lifecycle, objects }: S3Store, doing: Doing): Promise<void> {
  const { bucket, now, placed } = doing;
  const { key, versionId } = placed.version;
  const isCurrent = placed.noncurrent === undefined;
  // What a marker hides would come to light: it may have been hidden while the page was read.
  if (isCurrent && !(await lifecycle.isAlone(bucket, key))) return;
  await objects.removeVersion(bucket, key, {
    versionId,
    owner: bucket.account,
    now,
    check: (version, isCurrentNow) => {
      if (isCurrentNow !== isCurrent) throw new NotDue();
      requireDue(doing, version, "remove");
    },
    occurrence: ownOccurrenceOf(bucket, doing, "LifecycleExpiration:Delete"),
  });
}

function requireDue(doing: Doing, version: ObjectVersion | undefined, kind: Action["kind"]): void {
  if (version === undefined || !actionsOf(doing, version).some((due) => due.kind === kind)) throw new NotDue();
}

/** What is due of a version that stands where the one was that was found. */
const actionsOf = ({ bucket, now, placed }: Doing, version: ObjectVersion): readonly Action[] =>
  version.lastModified === placed.version.lastModified ? dueActions(bucket, { ...placed, version }, now) : [];
