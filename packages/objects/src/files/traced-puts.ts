// The process whose system calls are looked at: `node traced-puts.js <folder> <bytes> <id>...`. It puts one blob after the
// other, and says `put <id>` behind the answer.
import { writeSync } from "node:fs";
import { openFileObjects } from "./objects.ts";

/** Not by `process.stdout`, whose lines may be written later. */
const STDOUT = 1;
/** As a request's body comes, in pieces that are no blocks. */
const CHUNK_BYTES = 100_000;

async function* body(id: string, size: number): AsyncGenerator<Uint8Array> {
  for (let left = size; left > 0; left -= CHUNK_BYTES) yield Buffer.alloc(Math.min(left, CHUNK_BYTES), id);
}

const [folder = "", bytes, ...ids] = process.argv.slice(2);
const objects = await openFileObjects({ folder, durability: "durable" });
for (const id of ids) {
  await objects.put(id, body(id, Number(bytes)));
  writeSync(STDOUT, `put ${id}\n`);
}
await objects.close();
