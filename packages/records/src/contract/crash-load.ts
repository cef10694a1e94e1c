import { encodeKey } from "../keys/tuple.ts";
import type { Partition, Records } from "../port.ts";

export const CRASH_PARTITION = "000000000000/us-east-1";
export const CRASH_WRITERS = 8;
/** Not by `process.stdout`, which makes the pipe one that refuses with EAGAIN what its reader is too slow for. */
export const STDOUT = 1;

/** Enough bytes that a commit fills pages of its own. */
const VALUE_BYTES = 2000;

/** What the `number`th commit of a writer stores: nobody else writes the same bytes. */
export function crashValue(writer: number, number: number): Buffer {
  return Buffer.alloc(VALUE_BYTES, `writer ${writer}, commit ${number}; `);
}

/**
 * Commits without end, and calls `acknowledge` after each answer. Every writer numbers its commits; one commit counts the
 * writer on, puts a record into two spaces and appends one to a log.
 */
export async function runCrashLoad(
  records: Records,
  acknowledge: (writer: number, number: number) => void,
): Promise<never> {
  const partition = records.partition(CRASH_PARTITION);
  const writers = Array.from({ length: CRASH_WRITERS }, (_, writer) =>
    write(partition, writer, (number) => acknowledge(writer, number)),
  );
  await Promise.all(writers);
  throw new Error("Unreachable: the writers never end");
}

async function write(partition: Partition, writer: number, acknowledge: (number: number) => void): Promise<never> {
  const progress = { space: "progress", key: encodeKey(writer) };
  const last = await partition.get(progress.space, progress.key);
  let version = last?.version;
  for (let number = Number(last === undefined ? 0 : Buffer.from(last.value).toString()) + 1; ; number++) {
    const value = crashValue(writer, number);
    const result = await partition.commit({
      checks: [{ ...progress, version }],
      writes: [
        { kind: "put", ...progress, value: Buffer.from(String(number)) },
        { kind: "put", space: "items", key: encodeKey(writer, number), value },
        { kind: "put", space: "index", key: encodeKey(number, writer), value },
        { kind: "append", space: "log", key: encodeKey(writer), value },
      ],
    });
    if (!result.ok)
      throw new Error(`Commit ${number} of writer ${writer} was refused although nobody else writes there`);
    acknowledge(number);
    version = result.version;
  }
}
