import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectSkylab, type Skylab, type SpawnedSkylab, spawnSkylab, startSkylab } from "@skylab/testkit";
import { afterAll, beforeAll } from "vitest";

type Settings = Readonly<Record<string, string>>;

/** Where Skylab runs already; tests that must start their own are for nothing there. */
export const { SKYLAB_TEST_ENDPOINT: endpoint } = process.env;
const { SKYLAB_ADMIN_TOKEN: adminToken } = process.env;

/** Starts Skylab before the tests of a file and stops it behind them; or takes the one that runs already, unless `own`. */
export function useSkylab(settings: Settings = {}, { own = false } = {}): () => Skylab {
  let running: Skylab | undefined;
  beforeAll(async () => {
    running = own || endpoint === undefined ? await startSkylab(settings) : connectSkylab(endpoint, adminToken);
  });
  afterAll(() => running?.close());
  return () => {
    if (!running) throw new Error("Skylab runs only while tests do.");
    return running;
  };
}

/** A process of a file's own, which its tests kill. */
export type MortalSkylab = {
  readonly skylab: () => SpawnedSkylab;
  /** Kills it with SIGKILL and starts it again on its data. */
  readonly killAndRestart: () => Promise<void>;
  /** Has it end by SIGTERM, as users do, and starts it again. */
  readonly endAndRestart: () => Promise<void>;
};

/** Starts Skylab as a process before the tests of a file or suite, and stops it behind them. */
export function useMortalSkylab(env: Settings = {}): MortalSkylab {
  let folder: string | undefined;
  let running: SpawnedSkylab | undefined;
  const skylab = (): SpawnedSkylab => {
    if (!running) throw new Error("Skylab runs only while tests do.");
    return running;
  };
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "skylab-test-"));
    running = await spawnSkylab({ folder: join(folder, "data"), env });
  });
  afterAll(async () => {
    await running?.stop();
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  });
  return {
    skylab,
    killAndRestart: async () => {
      await skylab().kill9();
      running = await skylab().restart();
    },
    endAndRestart: async () => {
      await skylab().stop();
      running = await skylab().restart();
    },
  };
}
