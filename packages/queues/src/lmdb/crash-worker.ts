import { randomIds, systemClock } from "@skylab/aws";
import { loadUntilKilled } from "../contract/crash-load.ts";
import { openLmdbQueues } from "./index.ts";

const [folder, from] = process.argv.slice(2);
if (!folder || !from) throw new Error("usage: crash-worker FOLDER FROM");
await loadUntilKilled(
  openLmdbQueues({ folder, clock: systemClock, ids: randomIds, durability: "durable" }),
  Number(from),
);
