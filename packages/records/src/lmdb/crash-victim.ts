// The process that the crash tests kill: `node crash-victim.js <folder> <durable|fast>`.
import { writeSync } from "node:fs";
import { systemClock } from "@skylab/aws";
import { runCrashLoad, STDOUT } from "../contract/crash-load.ts";
import { openLmdbRecords } from "./records.ts";

const [folder = "", durability] = process.argv.slice(2);
const records = await openLmdbRecords({
  folder,
  clock: systemClock,
  durability: durability === "fast" ? "fast" : "durable",
});
await runCrashLoad(records, (writer, number) => writeSync(STDOUT, `${writer} ${number}\n`));
