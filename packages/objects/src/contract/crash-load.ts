import { createHash } from "node:crypto";
import { writeSync } from "node:fs";
import { randomIds } from "@skylab/aws";
import { newBlobId } from "../blob-id.ts";
import { EngineIsDown } from "../errors.ts";
import type { Objects } from "../port.ts";

const CRASH_WRITERS = 6;
/** Not by `process.stdout`, which makes the pipe one that refuses with EAGAIN what its reader is too slow for. */
const STDOUT = 1;
const CHUNK_BYTES = 64 * 1024;

/** Sizes that a writer's blobs have in turn: small ones, some of a block, and one that takes its time. */
const SIZES = [1000, 10_000, 200_000, 2000, 6_000_000, 70_000];

/**
 * Puts blobs without end. For each it writes a line `begun <id>`, and after the answer `put <id>`; every fourth it removes,
 * with lines `removing <id>` and `removed <id>`. A blob's bytes follow from its id and size.
 */
export async function runCrashLoad(objects: Objects): Promise<never> {
  await Promise.all(Array.from({ length: CRASH_WRITERS }, (_, writer) => write(objects, writer)));
  throw new Error("Unreachable: the writers never end");
}

async function write(objects: Objects, writer: number): Promise<never> {
  for (let number = writer; ; number++) {
    const id = newBlobId(randomIds);
    try {
      say("begun", id);
      await objects.put(id, crashBody(id, SIZES[number % SIZES.length] ?? 0));
      say("put", id);
      if (number % 4 > 0) continue;
      say("removing", id);
      await objects.remove([id]);
      say("removed", id);
    } catch (error) {
      // A body that is half sent cannot be sent again. What it leaves is whole, or nothing.
      if (!(error instanceof EngineIsDown)) throw error;
    }
  }
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
