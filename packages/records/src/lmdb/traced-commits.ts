// The process whose system calls are looked at: `node traced-commits.js <folder>`. It says `begins <round>` before the commits
// of a round, and `answered <round>` behind the answer of each.
import { writeSync } from "node:fs";
import { systemClock } from "@skylab/aws";
import { crashValue, STDOUT } from "../contract/crash-load.ts";
import { encodeKey } from "../keys/tuple.ts";
import { openLmdbRecords } from "./records.ts";

const ROUNDS = 20;
/** Of every second round: they share a transaction. */
const TOGETHER = 5;

const [folder = ""] = process.argv.slice(2);
const records = await openLmdbRecords({ folder, clock: systemClock, durability: "durable" });
const partition = records.partition("000000000000/us-east-1");

async function commit(writer: number, round: number): Promise<void> {
  const value = crashValue(writer, round);
  await partition.commit({ writes: [{ kind: "put", space: "items", key: encodeKey(writer, round), value }] });
  writeSync(STDOUT, `answered ${round}\n`);
}

for (let round = 0; round < ROUNDS; round++) {
  writeSync(STDOUT, `begins ${round}\n`);
  await Promise.all(Array.from({ length: round % 2 === 0 ? 1 : TOGETHER }, (_, writer) => commit(writer, round)));
}
await records.close();
