import type { Ids } from "@skylab/aws";
import type { Partition, Write } from "@skylab/records";
import type { Bucket } from "../domain/bucket.ts";
import { NULL_VERSION, type ObjectVersion } from "../domain/object-version.ts";
import { makeVersionId, nextOrder } from "../domain/objects/version-order.ts";
import type { Bodies } from "./bodies.ts";
import type { Changes } from "./change-key.ts";
import {
  findNewestNoncurrent,
  findNoncurrent,
  orderOf,
  removeCurrent,
  removeNoncurrent,
  writeCurrent,
  writeNoncurrent,
} from "./versions-of-key.ts";

/** What a version that comes after the current one is known by. */
export function identify({ bucket, current, at, ids }: NewVersion): Pick<ObjectVersion, "versionId" | "order"> {
  const order = nextOrder(at, current && orderOf(current));
  return bucket.versioning === "Enabled"
    ? { versionId: makeVersionId(order, ids.bytes) }
    : { versionId: NULL_VERSION, order };
}

type NewVersion = {
  readonly bucket: Bucket;
  readonly current: ObjectVersion | undefined;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly ids: Ids;
};

/**
 * Puts a version in the place of the current one, which becomes noncurrent; a null version also in the place of the null
 * version before it, wherever that is: there is one at most.
 */
export async function displace(
  partition: Partition,
  bodies: Bodies,
  { current, by }: { readonly current: ObjectVersion | undefined; readonly by: ObjectVersion },
): Promise<Changes> {
  const written = writeCurrent(by, current);
  const isNull = by.versionId === NULL_VERSION;
  if (isNull && current?.versionId === NULL_VERSION) {
    return { checks: [], writes: [...written, ...releaseVersion(bodies, current)] };
  }
  const displaced = current === undefined ? [] : writeNoncurrent(current);
  const before = isNull ? await findNoncurrent(partition, by.key, NULL_VERSION) : undefined;
  if (before === undefined) return { checks: [], writes: [...displaced, ...written] };
  return {
    checks: before.checks,
    writes: [...displaced, ...written, ...removeNoncurrent(before.row), ...releaseVersion(bodies, before.row)],
  };
}

/** Puts a version that comes from elsewhere in its place among the others: what is newer than it stays so. */
export async function placeReplica(
  partition: Partition,
  bodies: Bodies,
  { current, version }: { readonly current: ObjectVersion | undefined; readonly version: ObjectVersion },
): Promise<Changes> {
  if (current?.versionId === version.versionId) {
    return { checks: [], writes: [...writeCurrent(version, current), ...releaseVersion(bodies, current)] };
  }
  if (current === undefined || orderOf(version) > orderOf(current)) {
    const displaced = current === undefined ? [] : writeNoncurrent(current);
    return { checks: [], writes: [...displaced, ...writeCurrent(version, current)] };
  }
  const before = await findNoncurrent(partition, version.key, version.versionId);
  const released = before === undefined ? [] : releaseVersion(bodies, before.row);
  // The current version is written as it is, so that who decides about the key meanwhile, as we do, decides again.
  const writes = [...writeCurrent(current, current), ...writeNoncurrent(version), ...released];
  return { checks: before?.checks ?? [], writes };
}

/** Takes the current version away; the newest of the others becomes current, where there is one. */
export async function promote(partition: Partition, current: ObjectVersion): Promise<Changes> {
  const newest = await findNewestNoncurrent(partition, current.key);
  if (newest === undefined) return { checks: [], writes: removeCurrent(current) };
  return { checks: newest.checks, writes: [...removeNoncurrent(newest.row), ...writeCurrent(newest.row, current)] };
}

/** Makes the bytes of a version garbage. */
export const releaseVersion = (bodies: Bodies, version: ObjectVersion): readonly Write[] =>
  version.kind === "object" ? bodies.release(version.body) : [];
