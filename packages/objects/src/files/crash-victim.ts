// The process that the crash tests kill: `node crash-victim.js <folder> <durable|fast>`.
import { runCrashLoad } from "../contract/crash-load.ts";
import { openFileObjects } from "./objects.ts";

const [folder = "", durability] = process.argv.slice(2);
await runCrashLoad(await openFileObjects({ folder, durability: durability === "fast" ? "fast" : "durable" }));
