import {
  decodeKey,
  encodeKey,
  type Entry,
  jsonTable,
  keyAfter,
  type Partition,
  type Table,
  type Write,
} from "@skylab/records";
import type { StoredBody } from "../domain/object-version.ts";
import { readManifest } from "./read-body.ts";
import { BLOBS_SPACE, GARBAGE_SPACE, isContents, MANIFESTS_SPACE } from "./spaces.ts";
import type { S3Engines } from "./engines.ts";
import { findParts } from "./upload-rows.ts";

/** A body that nothing points to any more, or an upload that has ended, by its id. */
type Garbage = {
  readonly kind: "blob" | "parts" | "upload";
  /** Milliseconds since the epoch, on the machine's watch: whoever reads the body reads on in real time. */
  readonly since: number;
};

const garbage: Table<Garbage> = jsonTable(GARBAGE_SPACE);

/** Whoever found a body before it was let go has begun to read it by then. */
const GARBAGE_AFTER_MS = 60_000;

/** So many bodies are removed at a time. */
const AT_ONCE = 500;

/** When it is, on the machine's watch, and what ends the work. */
export type Collecting = { readonly now: number; readonly signal: AbortSignal };

/** What a commit writes that makes a body, and with it all its parts, garbage. */
export function releaseBody(body: StoredBody, since: number): readonly Write[] {
  switch (body.kind) {
    case "empty":
    case "inline":
      return [];
    default: {
      const key = encodeKey(body.id);
      const row: Write = {
        kind: "put",
        space: GARBAGE_SPACE,
        key,
        value: garbage.encode({ kind: body.kind, since }),
      };
      return body.kind === "blob" ? [row, { kind: "remove", space: BLOBS_SPACE, key }] : [row];
    }
  }
}

/**
 * What the commit writes that ends an upload. A part may be put until then, behind the last look at the parts; by the time
 * that they are looked for again none comes any more.
 */
export const releaseLateParts = (uploadId: string, since: number): Write => ({
  kind: "put",
  space: GARBAGE_SPACE,
  key: encodeKey(uploadId),
  value: garbage.encode({ kind: "upload", since }),
});

/** Removes what has been garbage for some time, in all buckets, also in those that are deleted. */
export async function collectGarbage({ records, blobs }: S3Engines, collecting: Collecting): Promise<void> {
  for (const name of await records.partitions()) {
    if (isContents(name)) await collectIn(records.partition(name), blobs, collecting);
  }
}

async function collectIn(partition: Partition, blobs: S3Engines["blobs"], { now, signal }: Collecting): Promise<void> {
  let from: Uint8Array | undefined;
  do {
    if (signal.aborted) return;
    const page = await partition.range(GARBAGE_SPACE, { ...(from && { from }), limit: AT_ONCE });
    const due = page.filter(({ value }) => garbage.decode(value).since <= now - GARBAGE_AFTER_MS);
    await removeBodies(partition, blobs, due);
    for (const { key, value } of due) {
      if (garbage.decode(value).kind === "upload") await letLatePartsGo(partition, key, now);
    }
    const last = page.at(-1);
    from = last && keyAfter(last.key);
  } while (from !== undefined);
}

/** The bytes first: what a crash leaves of this is done again. */
async function removeBodies(partition: Partition, blobs: S3Engines["blobs"], due: readonly Entry[]): Promise<void> {
  const whole = due.filter(({ value }) => garbage.decode(value).kind === "blob");
  if (whole.length > 0) {
    await blobs.remove(whole.map(({ key }) => idOf(key)));
    await partition.commit({ writes: whole.map(({ key }) => ({ kind: "remove", space: GARBAGE_SPACE, key })) });
  }
  for (const { key, value } of due) {
    if (garbage.decode(value).kind === "parts") await removeParts(partition, blobs, key);
  }
}

async function removeParts(partition: Partition, blobs: S3Engines["blobs"], key: Uint8Array): Promise<void> {
  const bodies = ((await readManifest(partition, idOf(key))) ?? []).map(({ body }) => body);
  await blobs.remove(bodies.flatMap((body) => (body.kind === "blob" ? [body.id] : [])));
  await partition.commit({
    writes: [
      ...bodies.flatMap(forgetPart),
      { kind: "remove", space: MANIFESTS_SPACE, key },
      { kind: "remove", space: GARBAGE_SPACE, key },
    ],
  });
}

/** Their blobs become garbage of their own: somebody may just be copying a part of them. */
async function letLatePartsGo(partition: Partition, key: Uint8Array, since: number): Promise<void> {
  const { parts, checks } = await findParts(partition, idOf(key));
  await partition.commit({
    writes: [
      ...parts.flatMap(({ body }) => releaseBody(body, since)),
      ...checks.map((part): Write => ({ kind: "remove", space: part.space, key: part.key })),
      { kind: "remove", space: GARBAGE_SPACE, key },
    ],
  });
}

const forgetPart = (body: StoredBody): readonly Write[] =>
  body.kind === "blob" ? [{ kind: "remove", space: BLOBS_SPACE, key: encodeKey(body.id) }] : [];

/** The id of the body that a record is about. */
export function idOf(key: Uint8Array): string {
  const [id] = decodeKey(key);
  return typeof id === "string" ? id : "";
}
