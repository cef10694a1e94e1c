import type { Identities } from "@skylab/auth";
import { type Clock, type Ids, movableClock, randomIds } from "@skylab/aws";
import { leasesOf, type Records } from "@skylab/records";
import type { ServiceClient } from "../calls/service-call.ts";
import { keptClock } from "../clock/kept-clock.ts";
import type { Health } from "../control/health.ts";
import type { Frame } from "../frame.ts";
import type { Logger } from "../log.ts";
import type { Peers } from "../remote/open-peers.ts";
import type { Service } from "../service.ts";
import type { Environment } from "../settings/environment.ts";
import { readServiceSettings, type ServiceSettings, type SettingValues } from "../settings/service-settings.ts";
import { engineUrls, readSettings, required, type ServiceHost, type Settings } from "../settings/settings.ts";
import { type EngineAccess, Engines } from "./engines.ts";
import { type Main, runMain } from "./run-main.ts";
import { serveSettings, VERSION } from "./serve-settings.ts";
import { warnOfSettings } from "./warn-of-settings.ts";

/** What a service's main opens its engines with. */
export type ContainerStart<Own extends ServiceSettings> = {
  /** @throws SettingsError where it is not set. */
  readonly redisUrl: () => string;
  /** @throws SettingsError where it is not set. */
  readonly rabbitUrl: () => string;
  /** Where all engines are that the settings name: requests that users have a service make must not go there. */
  readonly engineUrls: readonly string[];
  /** What `openMinioObjects` wants to know. @throws SettingsError where it is not set. */
  readonly minio: () => MinioAccess;
  /** What the secrets of access keys are sealed with. @throws SettingsError where it is not set. */
  readonly encryptionKey: () => string;
  /** What the settings say that its services bring along. */
  readonly own: SettingValues<Own>;
  /** That it listens on. */
  readonly port: number;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Logger;
  /** Opens the way to services in other containers. */
  readonly calls: () => Promise<ServiceClient>;
  /** Opens the way to the other replicas of this container, which is named so. */
  readonly peers: (container: string) => Promise<Peers>;
  /** What whoever reaches other containers otherwise signs with, SKYLAB_INTERNAL_SECRET, and where they are. */
  readonly internal: { readonly secret: string; readonly hosts: readonly ServiceHost[] };
  /** What is done at the end, before the engines are closed. */
  readonly closing: (close: () => Promise<void>) => void;
  /** Opens an engine, again and again until it is there; the log tells what is waited for. */
  readonly engine: <Opened extends { readonly close: () => Promise<void> }>(
    access: EngineAccess<Opened>,
  ) => Promise<Opened>;
};

/** A bucket of an object store, and who may use it. */
export type MinioAccess = {
  readonly endpoint: string;
  readonly accessKey: string;
  readonly secretKey: string;
  readonly bucket: string;
  readonly region: string;
};

/** What the gateway sends over a connection that it has at hand arrives by then; new ones it gets to other replicas. */
const DRAIN_MS = 300;

/** What a container consists of. */
export type Container = {
  /** Those that all services share: the time is kept there. */
  readonly records: Records;
  readonly identities: Identities;
  readonly services: (frame: Frame) => readonly Service[];
};

/** Which services a container has, and the settings that they bring along. */
export type ContainerServices<Own extends ServiceSettings> = {
  readonly services: readonly string[];
  readonly settings: Own;
};

/** Runs the services of one container: waits for its engines, and serves until SIGTERM. */
export function runContainer<Own extends ServiceSettings>(
  container: ContainerServices<Own>,
  environment: Environment,
  assemble: (start: ContainerStart<Own>) => Promise<Container>,
): Promise<void> {
  const { services: names } = container;
  return runMain(
    () => readContainerSettings(container, environment),
    async (main) => {
      const { settings, log, closing, stop } = main;
      const internalSecret = required("SKYLAB_INTERNAL_SECRET", settings.internalSecret);
      warnOfSettings(settings, log);
      const clock = movableClock();
      // Until it is known what time it is here, nothing is due and nothing expires.
      clock.set(0);
      const engines = new Engines(log);
      closing(() => engines.close());
      const { records, identities, services } = await assemble(startOf(main, { clock, engines, internalSecret }));
      const server = await serveSettings({
        settings,
        log,
        clock,
        adminClock: await keptClock(clock, records, log),
        data: "engines",
        internalSecret,
        stop,
        drainMs: DRAIN_MS,
        becomeSole: leasesOf(records),
        identities,
        services: (frame) => Promise.resolve(services(frame)),
        health: () => healthOf(names, engines),
      });
      closing(server.close);
      log.info({ version: VERSION, services: names, port: server.port, auth: settings.auth }, "serving");
    },
  );
}

/** What the settings of a container and its engines give its main to begin with. */
function startOf<Own extends ServiceSettings>(
  main: Main<Settings & { readonly own: SettingValues<Own> }>,
  {
    clock,
    engines,
    internalSecret,
  }: { readonly clock: Clock; readonly engines: Engines; readonly internalSecret: string },
): ContainerStart<Own> {
  const { closing, log, settings } = main;
  return {
    redisUrl: () => required("REDIS_URL", settings.redisUrl),
    rabbitUrl: () => required("RABBITMQ_URL", settings.rabbitUrl),
    engineUrls: engineUrls(settings),
    minio: () => minioAccess(settings),
    encryptionKey: () => required("SKYLAB_ENCRYPTION_KEY", settings.encryptionKey),
    own: settings.own,
    port: settings.port,
    clock,
    ids: randomIds,
    log,
    calls: () => openCalls(main, internalSecret),
    peers: (container) => openPeers(main, container, internalSecret),
    internal: { secret: internalSecret, hosts: settings.serviceHosts },
    closing,
    engine: (access) => engines.open(access),
  };
}

const healthOf = async (names: readonly string[], engines: Engines): Promise<Health> => ({
  services: Object.fromEntries(names.map((name) => [name, "running"])),
  engines: await engines.health(),
});

function readContainerSettings<Own extends ServiceSettings>(
  { services: names, settings: declared }: ContainerServices<Own>,
  environment: Environment,
): Settings & { readonly own: SettingValues<Own> } {
  // A container has its services, whatever the others are that share its environment.
  const asked = { ...environment, SKYLAB_SERVICES: names.join(",") };
  return { ...readSettings(asked, names), own: readServiceSettings(environment, names, declared) };
}

async function openCalls({ settings, log, closing }: Main, secret: string): Promise<ServiceClient> {
  // Few containers call others: the rest do without a client.
  const { openRemoteCalls } = await import("../remote/open-remote-calls.ts");
  const { call, close } = openRemoteCalls({ hosts: settings.serviceHosts, secret, log });
  closing(close);
  return call;
}

async function openPeers({ closing, settings }: Main, container: string, secret: string): Promise<Peers> {
  const remote = await import("../remote/open-peers.ts");
  const { close, ...peers } = await remote.openPeers({
    container,
    port: settings.port,
    hosts: settings.serviceHosts,
    secret,
  });
  closing(close);
  return peers;
}

function minioAccess({ minio }: Settings): MinioAccess {
  return {
    ...minio,
    endpoint: required("MINIO_ENDPOINT", minio.endpoint),
    accessKey: required("MINIO_ACCESS_KEY", minio.accessKey),
    secretKey: required("MINIO_SECRET_KEY", minio.secretKey),
  };
}
