import { randomUUID } from "node:crypto";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { egressOf } from "@skylab/apigateway/facts";
import { providerKeysOf } from "@skylab/iam/facts";
import { type MovableClock, movableClock, randomIds } from "@skylab/aws";
import { encryptionKeyOf, openIdentities } from "@skylab/identity";
import { openFileObjects } from "@skylab/objects/files";
import { openLmdbQueues } from "@skylab/queues/lmdb";
import { type DataFolder, DataFolderError, openDataFolder, openLmdbRecords } from "@skylab/records/lmdb";
import {
  allRunning,
  type Health,
  isLoopbackName,
  keptClock,
  type Logger,
  type Service,
  serveSettings,
  StartError,
  VERSION,
} from "@skylab/service";
import type { OpenDoor, SandboxLevel } from "@skylab/sandbox";
import { reachOf } from "@skylab/sns/facts";
import { ownEncryptionKey } from "./encryption-key.ts";
import { openFunctions } from "./functions.ts";
import { type Engines, openServices, type Services } from "./services.ts";
import type { StandaloneSettings } from "./settings.ts";

/** Skylab, running. */
export type Running = {
  /** `http://127.0.0.1:4566`. */
  readonly url: string;
  readonly version: string;
  /** The data folder, absolute. */
  readonly data: string;
  readonly clock: MovableClock;
  /** Answers what runs, puts everything on disk, and lets go of the port and the data folder. */
  readonly close: () => Promise<void>;
};

/**
 * Starts the services in this process on the embedded engines. `stop` is called where an admin asks for the end.
 * Rejects with a StartError where the port or the data folder are at fault.
 */
export async function start(settings: StandaloneSettings, log: Logger, stop: () => void): Promise<Running> {
  const data = resolve(settings.data);
  const clock = movableClock();
  // Until it is known what time it is here, nothing is due and nothing expires.
  clock.set(0);
  // The system chooses one where the settings name none.
  let { port } = settings;
  const whereabouts = { port: () => port, engines: [] };
  const reach = reachOf(settings.own, whereabouts);
  const egress = egressOf(settings.own, whereabouts);
  const providerKeys = providerKeysOf(settings.own, whereabouts);
  const { engines, close: closeEngines } = await openEngines(data, settings, { clock, log });
  // Nobody comes by a door before there is a server.
  const openDoor: OpenDoor = (path) => server.openDoor(path);
  const functions = openFunctions({ ...engines, settings, data, log, openDoor, port: () => port });
  let opened: Services | undefined;
  let server: Awaited<ReturnType<typeof serveSettings>>;
  try {
    server = await serveSettings({
      settings,
      log,
      clock,
      adminClock: await keptClock(clock, engines.records, log),
      data,
      identities: openIdentities({ ...engines, clock }),
      internalSecret: settings.internalSecret ?? randomUUID(),
      stop,
      services: async (frame) => {
        const reached = { reach, egress, providerKeys };
        const parts = { ...engines, ...reached, host: functions.host, hotReloadFolders: hotReloadFolders(settings) };
        opened = await openServices(settings.services, parts, frame);
        return opened.services;
      },
      health: async () => healthOf(opened?.services ?? [], functions.level()),
    });
    port = server.port;
    return {
      url: `http://${settings.host.includes(":") ? `[${settings.host}]` : settings.host}:${server.port}`,
      version: VERSION,
      data,
      clock,
      close: async () => {
        await Promise.all([server.close(), opened?.stopJobs()]);
        await functions.close();
        await closeEngines();
      },
    };
  } catch (error) {
    await closeEngines();
    throw error;
  }
}

/** Whoever reaches the port reads what is in these folders: where others may, nobody has said so. */
const hotReloadFolders = ({ host, own }: StandaloneSettings): readonly string[] =>
  own.SKYLAB_LAMBDA_HOT_RELOAD ?? (isLoopbackName(host) ? [homedir()] : []);

const healthOf = (services: readonly Service[], sandbox: SandboxLevel | undefined): Health => ({
  ...allRunning(services),
  ...(sandbox !== undefined && { sandbox }),
});

async function openEngines(
  data: string,
  { durability, encryptionKey, own }: StandaloneSettings,
  { clock, log }: { readonly clock: MovableClock; readonly log: Logger },
): Promise<{
  readonly engines: Omit<Engines, "reach" | "egress" | "providerKeys" | "host" | "hotReloadFolders">;
  readonly close: () => Promise<void>;
}> {
  const folder = await takeDataFolder(data);
  const key = encryptionKeyOf(encryptionKey ?? (await ownEncryptionKey(folder.path)));
  const onFailure = (error: unknown): void => log.error({ err: error }, "what records told of a change failed");
  const records = await openLmdbRecords({ folder: join(folder.path, "records"), clock, durability, onFailure });
  const queues = openLmdbQueues({ folder: join(folder.path, "queues"), clock, ids: randomIds, durability });
  const blobs = await openFileObjects({ folder: join(folder.path, "objects"), durability });
  return {
    engines: {
      records,
      queues,
      blobs,
      encryptionKey: key,
      issuerKeys: own.SKYLAB_APIGATEWAY_OIDC_KEYS,
      clock,
      ids: randomIds,
    },
    close: async () => {
      await blobs.close();
      await queues.close();
      await records.close();
      await folder.release();
    },
  };
}

async function takeDataFolder(path: string): Promise<DataFolder> {
  try {
    return await openDataFolder(path);
  } catch (error) {
    throw error instanceof DataFolderError ? new StartError(error.message, { cause: error }) : error;
  }
}
