import { type Clock, type Ids, movableClock, randomIds } from "@skylab/aws";
import { createService } from "./create-service.ts";
import { type EngineAccess, Engines } from "./engines.ts";
import type { Environment } from "./environment.ts";
import type { Logger } from "./log.ts";
import { runMain } from "./run-main.ts";
import { serveSettings, VERSION } from "./serve-settings.ts";
import type { ServiceDefinition, Types } from "./service.ts";
import { required } from "./settings.ts";
import { warnOfSettings } from "./warn-of-settings.ts";

/** What a service's main opens its engines with. */
export type ContainerStart = {
  /** @throws SettingsError where it is not set. */
  readonly redisUrl: () => string;
  /** @throws SettingsError where it is not set. */
  readonly rabbitUrl: () => string;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Logger;
  /** Opens an engine, again and again until it is there; the log tells what is waited for. */
  readonly engine: <Opened extends { readonly close: () => Promise<void> }>(
    access: EngineAccess<Opened>,
  ) => Promise<Opened>;
};

/** What the gateway sends over a connection that it has at hand arrives by then; new ones it gets to other replicas. */
const DRAIN_MS = 300;

/** Runs one service as a container: waits for its engines, and serves until SIGTERM. */
export function runContainer<Operations extends Types, Stands>(
  name: string,
  environment: Environment,
  define: (start: ContainerStart) => Promise<ServiceDefinition<Operations, Stands>>,
): Promise<void> {
  // A container is one service, whatever the others are that share its environment.
  const own = { ...environment, SKYLAB_SERVICES: name };
  return runMain(own, [name], async ({ settings, log, closing, stop }) => {
    const internalSecret = required("SKYLAB_INTERNAL_SECRET", settings.internalSecret);
    warnOfSettings(settings, log);
    const clock = movableClock();
    const engines = new Engines(log);
    closing(() => engines.close());
    const definition = await define({
      redisUrl: () => required("REDIS_URL", settings.redisUrl),
      rabbitUrl: () => required("RABBITMQ_URL", settings.rabbitUrl),
      clock,
      ids: randomIds,
      log,
      engine: (access) => engines.open(access),
    });
    const server = await serveSettings({
      settings,
      log,
      clock,
      data: "engines",
      internalSecret,
      stop,
      drainMs: DRAIN_MS,
      services: (frame) => Promise.resolve([createService(definition, frame)]),
      health: async () => ({ services: { [name]: "running" }, engines: await engines.health() }),
    });
    closing(server.close);
    log.info({ version: VERSION, service: name, port: server.port, auth: settings.auth }, "serving");
  });
}
