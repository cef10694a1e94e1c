import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { MovableClock } from "@skylab/aws";
import { createLog, type Environment, readSettings } from "@skylab/service";
import { SERVICE_NAMES, start } from "@skylab/standalone";
import { type ClientClass, clientConfig, type ClientIdentity } from "./client.ts";

/** Skylab in the process of a test. */
export type Skylab = {
  readonly url: string;
  readonly clock: MovableClock;
  /** A client of the SDK: `client(SQSClient, { account: "111122223333" })`. */
  readonly client: <Client>(Class: ClientClass<Client>, as?: ClientIdentity) => Client;
  /** Stops it, and removes its data. */
  readonly close: () => Promise<void>;
};

/** Starts all of Skylab in this process, on a free port and a data folder of its own. */
export async function startSkylab(env: Environment = {}): Promise<Skylab> {
  const folder = await mkdtemp(join(tmpdir(), "skylab-test-"));
  const defaults = { SKYLAB_PORT: "0", SKYLAB_DATA: join(folder, "data"), SKYLAB_LOG_LEVEL: "error" };
  const settings = readSettings({ ...defaults, ...env }, SERVICE_NAMES);
  const { log } = createLog(settings.logLevel);
  const running = await start(settings, log, () => undefined);
  return {
    url: running.url,
    clock: running.clock,
    client: (Class, as) => new Class(clientConfig(running.url, as)),
    close: async () => {
      await running.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
