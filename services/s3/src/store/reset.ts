import { allRows, decodeKey, dropSpaces, jsonTable, type Partition, readerOf, removeRecords } from "@skylab/records";
import type { Bucket } from "../domain/bucket.ts";
import { idOf } from "./garbage.ts";
import {
  BLOBS_SPACE,
  BUCKETS_SPACE,
  CONTENTS_SPACES,
  contentsOf,
  DIRECTORY,
  GARBAGE_SPACE,
  isContents,
  LISTED_CONFIGURATIONS_SPACE,
  LOOKED_FOR_ORPHANS_SPACE,
  MANIFESTS_SPACE,
  NULLS_SPACE,
  OWNED_SPACE,
  STATE_SPACE,
} from "./spaces.ts";
import type { S3Engines } from "./engines.ts";

const buckets = jsonTable<Bucket>(BUCKETS_SPACE);

/** Forgets everything, or everything of one account. */
export async function reset(engines: S3Engines, account: string | undefined): Promise<void> {
  if (account === undefined) await resetAll(engines);
  else await resetAccount(engines, account);
}

async function resetAll(engines: S3Engines): Promise<void> {
  const { records } = engines;
  for (const name of await records.partitions()) {
    if (isContents(name)) await empty(records.partition(name), engines);
  }
  const directory = [BUCKETS_SPACE, OWNED_SPACE, LISTED_CONFIGURATIONS_SPACE, LOOKED_FOR_ORPHANS_SPACE];
  await dropSpaces(records.partition(DIRECTORY), directory);
}

/** First what the buckets hold, then they themselves: what is cut short here is found again by them. */
async function resetAccount(engines: S3Engines, account: string): Promise<void> {
  const directory = engines.records.partition(DIRECTORY);
  const owned = new Set<string>();
  for await (const { row } of allRows(readerOf(directory), buckets)) {
    if (row.account !== account) continue;
    owned.add(row.id);
    await empty(engines.records.partition(contentsOf(row)), engines);
  }
  await removeRecords(directory, LISTED_CONFIGURATIONS_SPACE, { goes: ({ key }) => owned.has(idOf(key)) });
  await removeRecords(directory, OWNED_SPACE, { goes: ({ key }) => decodeKey(key)[0] === account });
  await removeRecords(directory, BUCKETS_SPACE, { goes: ({ value }) => buckets.decode(value).account === account });
}

/** Nobody writes into the bucket any more once it has no state; then its blobs are removed, and what names them. */
async function empty(contents: Partition, { blobs }: S3Engines): Promise<void> {
  await dropSpaces(contents, [STATE_SPACE]);
  for (const space of [BLOBS_SPACE, GARBAGE_SPACE]) {
    await removeRecords(contents, space, {
      gone: (entries) => blobs.remove(entries.map(({ key }) => idOf(key))),
    });
  }
  await dropSpaces(contents, [...CONTENTS_SPACES, MANIFESTS_SPACE, NULLS_SPACE]);
}
