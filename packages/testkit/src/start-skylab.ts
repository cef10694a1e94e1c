import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLog, type Environment } from "@skylab/service";
import { readAllSettings, start } from "@skylab/standalone";
import { connectSkylab } from "./connect-skylab.ts";
import type { Skylab } from "./skylab.ts";

/** Starts all of Skylab in this process, on a free port and a data folder of its own. */
export async function startSkylab(env: Environment = {}): Promise<Skylab> {
  const folder = await mkdtemp(join(tmpdir(), "skylab-test-"));
  const defaults = { SKYLAB_PORT: "0", SKYLAB_DATA: join(folder, "data"), SKYLAB_LOG_LEVEL: "error" };
  const settings = readAllSettings({ ...defaults, ...env });
  const { log } = createLog(settings.logLevel);
  const running = await start(settings, log, () => undefined);
  return {
    ...connectSkylab(running.url),
    clock: {
      now: () => Promise.resolve(running.clock.now()),
      advance: (milliseconds) => Promise.resolve(running.clock.advance(milliseconds)),
    },
    close: async () => {
      await running.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
