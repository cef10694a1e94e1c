import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { movableClock, randomIds } from "@skylab/aws";
import { describeCrash } from "../contract/crash.ts";
import { openLmdbQueues } from "./index.ts";

const WORKER = fileURLToPath(new URL("../../dist/lmdb/crash-worker.js", import.meta.url));
const TWO_DAYS_MS = 2 * 86_400_000;

describeCrash("LMDB", async () => {
  const folder = await mkdtemp(join(tmpdir(), "skylab-crash-"));
  return {
    startLoad: (from) =>
      spawn(process.execPath, [WORKER, folder, String(from)], { stdio: ["ignore", "pipe", "inherit"] }),
    open: async () => {
      const clock = movableClock();
      clock.set(Date.now() + TWO_DAYS_MS);
      return openLmdbQueues({ folder, clock, ids: randomIds, durability: "durable" });
    },
    cleanUp: () => rm(folder, { recursive: true }),
  };
});
