import { isCollectedBy } from "@skylab/objects";
import { encodeKey, jsonTable, type Partition } from "@skylab/records";
import type { Collecting } from "./garbage.ts";
import {
  BLOB_COLLECTOR,
  BLOBS_SPACE,
  DIRECTORY,
  GARBAGE_SPACE,
  isContents,
  LOOKED_FOR_ORPHANS_SPACE,
} from "./spaces.ts";
import type { S3Engines } from "./engines.ts";

/** A blob that is so old, and that no record points to, will never be pointed to: whoever stored it has died. */
const ORPHAN_AFTER_MS = 24 * 3_600_000;

/** All blobs are gone through, so not too often. */
const LOOK_EVERY_MS = 24 * 3_600_000;

const looks = jsonTable<number>(LOOKED_FOR_ORPHANS_SPACE);

/** The only one. */
const KEY = encodeKey(null);

// In this order: what is let go in between has become garbage, which somebody may be reading.
const HOLDING = [BLOBS_SPACE, GARBAGE_SPACE];

/** Once a day: removes the blobs that crashes have left to nobody. */
export async function collectOrphans(engines: S3Engines, { now, signal }: Collecting): Promise<void> {
  const directory = engines.records.partition(DIRECTORY);
  const last = await directory.get(looks.space, KEY);
  if (last !== undefined && looks.decode(last.value) > now - LOOK_EVERY_MS) return;
  let after: string | undefined;
  do {
    if (signal.aborted) return;
    const page = await engines.blobs.list({ before: now - ORPHAN_AFTER_MS, ...(after !== undefined && { after }) });
    // Others, whose records S3 does not know, share the blobs.
    const ours = page.ids.filter((id) => isCollectedBy(BLOB_COLLECTOR, id));
    await removeOrphans(engines, ours);
    after = page.next;
  } while (after !== undefined);
  await directory.commit({ writes: [{ kind: "put", space: looks.space, key: KEY, value: looks.encode(now) }] });
}

async function removeOrphans({ records, blobs }: S3Engines, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  // The buckets are those of after the blobs were listed: none of them is pointed to by a bucket that came later.
  const partitions = await records.partitions();
  let orphans = ids;
  for (const name of partitions) {
    if (!isContents(name)) continue;
    for (const space of HOLDING) {
      if (orphans.length === 0) return;
      orphans = await withoutThose(records.partition(name), space, orphans);
    }
  }
  await blobs.remove(orphans);
}

async function withoutThose(partition: Partition, space: string, ids: readonly string[]): Promise<readonly string[]> {
  if (ids.length === 0) return ids;
  const found = await partition.getMany(
    space,
    ids.map((id) => encodeKey(id)),
  );
  return ids.filter((_, index) => found[index] === undefined);
}
