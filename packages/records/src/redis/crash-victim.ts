// The process that the crash tests kill: `node crash-victim.js <url> <prefix>`.
import { writeSync } from "node:fs";
import { systemClock } from "@skylab/aws";
import { runCrashLoad, STDOUT } from "../contract/crash-load.ts";
import { openRedisRecords } from "./records.ts";

const [url = "", prefix = ""] = process.argv.slice(2);
const records = await openRedisRecords({ url, clock: systemClock, prefix });
await runCrashLoad(records, (writer, number) => writeSync(STDOUT, `${writer} ${number}\n`));
