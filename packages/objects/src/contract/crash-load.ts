import { createHash } from "node:crypto";
import { writeSync } from "node:fs";
import { randomIds } from "@skylab/aws";
import { newBlobId } from "../blob-id.ts";
import type { Objects } from "../port.ts";

export const CRASH_WRITERS = 6;
/** Not by `process.stdout`, which makes the pipe one that refuses with EAGAIN what its reader is too slow for. */
const STDOUT = 1;
const CHUNK_BYTES = 64 * 1024;

/** Sizes that a writer's blobs have in turn: small ones, some of a block, and one that takes its time. */
const SIZES = [1000, 10_000, 200_000, 2000, 6_000_000, 70_000];

/**
 * Puts blobs without end. For each it writes a line `begun <id>`, and after the answer `put <id>`; of each it removes every
 * fourth, with lines `removing <id>` and `removed <id>`. A blob's bytes follow from its id.
 */
export async function runCrashLoad(objects: Objects): Promise<never> {
  const write = async (writer: number): Promise<never> => {
    for (let number = writer; ; number++) {
      const id = newBlobId(randomIds);
      const size = SIZES[number % SIZES.length] ?? 0;
      say("begun", id);
      await objects.put(id, crashBody(id, size));
      say("put", id);
      if (number % 4 > 0) continue;
      say("removing", id);
      await objects.remove([id]);
      say("removed", id);
    }
  };
  await Promise.all(Array.from({ length: CRASH_WRITERS }, (_, writer) => write(writer)));
  throw new Error("Unreachable: the writers never end");
}

const say = (word: string, id: string): void => void writeSync(STDOUT, `${word} ${id}\n`);

async function* crashBody(id: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = crashBytes(id, size);
  for (let position = 0; position < size; position += CHUNK_BYTES)
    yield bytes.subarray(position, position + CHUNK_BYTES);
}

/** What is stored under the id, if anything is, by its size. */
export function crashBytes(id: string, size: number): Buffer {
  return Buffer.alloc(size, createHash("sha256").update(`${id} of ${size}`).digest());
}
