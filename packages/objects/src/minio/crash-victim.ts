// The process that the crash tests kill: `node crash-victim.js <endpoint> <access key> <secret key> <bucket>`.
import { runCrashLoad } from "../contract/crash-load.ts";
import { openMinioObjects } from "./objects.ts";

const [endpoint = "", accessKey = "", secretKey = "", bucket = ""] = process.argv.slice(2);
await runCrashLoad(await openMinioObjects({ endpoint, accessKey, secretKey, bucket }));
