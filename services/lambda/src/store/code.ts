import { BoundedMap, type Place, systemClock } from "@skylab/aws";
import { newBlobId } from "@skylab/objects";
import {
  allRows,
  encodeKey,
  type Entry,
  jsonTable,
  type Partition,
  partitionName,
  placesOf,
  readerOf,
  removeRecords,
  type Transaction,
} from "@skylab/records";
import type { ZipCode } from "../domain/functions/version.ts";
import { firstText } from "./key-texts.ts";
import { CODE_GARBAGE_SPACE, CODE_SPACE } from "./spaces.ts";
import type { LambdaEngines } from "./engines.ts";

/** A zip file among the blobs. */
type StoredCode = {
  readonly bytes: number;
  /** Bytes of all its files. */
  readonly unzippedBytes: number;
  /** Whose it is: versions of functions and of layers; each counts for the account's code storage. */
  readonly owners: number;
  /** Versions of functions that have it as a layer: it stays for them when the layer is gone. */
  readonly users: number;
};

const codeRows = jsonTable<StoredCode>(CODE_SPACE);

/** A blob that nobody holds, and since when, on the machine's watch. */
const garbage = jsonTable<number>(CODE_GARBAGE_SPACE);

/** Whoever found the code before is done reading it: its download links are, and so is whoever unpacks it. */
const GARBAGE_AFTER_MS = 20 * 60_000;

/** A zip file, and what is known of its contents. */
export type MeasuredZip = { readonly code: ZipCode; readonly unzippedBytes: number };

/**
 * Zip files of functions and layers. One is kept as garbage before anybody holds it, so that what a crash leaves in between
 * is collected like all that was let go.
 */
export type Code = {
  /** The id of a new blob of a place, which is collected unless somebody holds it in time. */
  readonly newBlob: (place: Place) => Promise<string>;
  /** How many bytes of code an account has in a region, as it is now: all of its zip files are gone through. */
  readonly storedBytes: (place: Place) => Promise<number>;
  /** The same as it was within the last second: who deploys one function after the other does not have all counted each time. */
  readonly storedBytesLately: (place: Place) => Promise<number>;
  /** Removes what nobody has held for some time: when it is, on the machine's watch. For jobs. */
  readonly collect: (now: number, signal: AbortSignal) => Promise<void>;
};

/** Bytes of an account's code, and when they were counted, on the machine's watch. */
type Sum = { readonly at: number; readonly bytes: Promise<number> };

const COUNTED_AGAIN_MS = 1_000;

/** Places whose sums are remembered. */
const MAX_SUMS = 10_000;

/** What holds a zip file: as its own, or to use it. */
export type Hold = "owners" | "users";

export function openCode({ blobs, ids, records }: Pick<LambdaEngines, "blobs" | "ids" | "records">): Code {
  const places = placesOf(records);
  const sums = new BoundedMap<string, Sum>(MAX_SUMS);
  const storedBytes = async (place: Place): Promise<number> => {
    let bytes = 0;
    for await (const { row } of allRows(readerOf(places.at(place)), codeRows)) bytes += row.bytes * row.owners;
    return bytes;
  };
  const sumOf = (place: Place): Sum => {
    const sum = { at: performance.now(), bytes: storedBytes(place) };
    sum.bytes.catch(() => sums.forget(partitionName(place), sum));
    return sum;
  };
  return {
    newBlob: async (place) => {
      const blob = newBlobId(ids);
      const garbageRow = { space: garbage.space, key: encodeKey(blob), value: garbage.encode(systemClock.now()) };
      await places.at(place).commit({ writes: [{ kind: "put", ...garbageRow }] });
      return blob;
    },
    storedBytes,
    storedBytesLately: (place) => {
      const name = partitionName(place);
      const known = sums.get(name, () => sumOf(place));
      if (performance.now() - known.at < COUNTED_AGAIN_MS) return known.bytes;
      sums.forget(name, known);
      return sums.get(name, () => sumOf(place)).bytes;
    },
    collect: async (now, signal) => {
      const due = now - GARBAGE_AFTER_MS;
      for (const { partition } of await places.all()) {
        if (signal.aborted) return;
        await removeRecords(partition, garbage.space, {
          goes: ({ value }) => garbage.decode(value) <= due,
          going: (entries) => blobs.remove(entries.map(blobOf)),
        });
      }
    },
  };
}

const blobOf = ({ key }: Pick<Entry, "key">): string => firstText(key);

/** One more holds a zip file. */
export async function holdCode(rows: Transaction, { code, unzippedBytes }: MeasuredZip, as: Hold): Promise<void> {
  const { blob, size } = code;
  const row = (await rows.get(codeRows, blob)) ?? { bytes: size, unzippedBytes, owners: 0, users: 0 };
  rows.put(codeRows, { ...row, [as]: row[as] + 1 }, blob);
  rows.remove(garbage, blob);
}

/** One less does. */
export async function releaseCode(rows: Transaction, { blob }: Pick<ZipCode, "blob">, as: Hold): Promise<void> {
  const row = await rows.get(codeRows, blob);
  if (row === undefined) return;
  const left = { ...row, [as]: row[as] - 1 };
  if (left.owners + left.users > 0) {
    rows.put(codeRows, left, blob);
    return;
  }
  rows.remove(codeRows, blob);
  rows.put(garbage, systemClock.now(), blob);
}

/** A zip file that somebody holds. */
export async function measured(rows: Pick<Transaction, "get">, code: ZipCode): Promise<MeasuredZip> {
  return { code, unzippedBytes: (await rows.get(codeRows, code.blob))?.unzippedBytes ?? 0 };
}

/** Removes all zip files of a place: for resets, before their rows are dropped. */
export async function removeCode({ blobs }: Pick<LambdaEngines, "blobs">, partition: Partition): Promise<void> {
  for (const space of [CODE_SPACE, CODE_GARBAGE_SPACE]) {
    await removeRecords(partition, space, { going: (entries) => blobs.remove(entries.map(blobOf)) });
  }
}
