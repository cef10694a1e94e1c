// The process that the crash tests kill: `node crash-victim.js <url> <prefix>`.
import { writeSync } from "node:fs";
import { systemClock } from "@skylab/aws";
import { runCrashLoad, STDOUT } from "../contract/crash-load.ts";
import { openRedisRecords } from "./records.ts";

const [url = "", prefix = ""] = process.argv.slice(2);
// Longer than a Redis that is killed takes to start on a busy machine: no call fails.
const records = await openRedisRecords({ url, clock: systemClock, prefix, timeoutMs: 60_000 });
await runCrashLoad(records, (writer, number) => writeSync(STDOUT, `${writer} ${number}\n`));
