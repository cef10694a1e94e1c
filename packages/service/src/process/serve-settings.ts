import { readFileSync } from "node:fs";
import type { Identities } from "@skylab/auth";
import { type Clock, randomIds } from "@skylab/aws";
import type { Frame } from "../frame.ts";
import type { Logger } from "../log.ts";
import { createMetrics } from "../metrics.ts";
import { type RunningServer, serve } from "../server/serve.ts";
import type { ServerOptions } from "../server/server-options.ts";
import type { Service } from "../service.ts";
import type { Settings } from "../settings/settings.ts";
import { listenError } from "./start-error.ts";

/** What makes a server beside the settings. */
export type ServerParts = {
  readonly settings: Settings;
  readonly log: Logger;
  readonly clock: Clock;
  /** Where everything is kept, as health tells it. */
  readonly data: string;
  readonly internalSecret: string | undefined;
  /** Who the callers are; absent where nobody is asked, as in the gateway. */
  readonly identities?: Identities;
  readonly services: (frame: Frame) => Promise<readonly Service[]>;
  /** Called where an admin asks the product to end. */
  readonly stop: () => void;
} & Pick<ServerOptions, "health" | "adminClock" | "drainMs" | "becomeSole">;

/**
 * Serves services as the settings say: what every main does, whatever its services stand on.
 * Rejects with a StartError where the port is at fault.
 */
export async function serveSettings(parts: ServerParts): Promise<RunningServer> {
  const { settings, clock, log } = parts;
  const metrics = createMetrics();
  const { region, quotas, rootKey, auth: mode, durability } = settings;
  const auth = { mode, rootKey, ...(parts.identities && { identities: parts.identities }) };
  const frame: Frame = { clock, ids: randomIds, log, metrics, region, quotas, auth };
  const options: ServerOptions = {
    ...parts,
    services: await parts.services(frame),
    host: settings.host,
    port: settings.port,
    ids: randomIds,
    metrics,
    admin: { token: settings.adminToken, hostname: settings.hostname },
    cors: { allowedOrigins: settings.corsOrigins },
    about: { version: VERSION, auth: mode, durability, data: parts.data, startedAt: Date.now() },
  };
  try {
    return await serve(options);
  } catch (error) {
    throw listenError(error, settings.host, settings.port) ?? error;
  }
}

/** The version of Skylab: all of its parts have one. */
export const VERSION: string = versionOf(new URL("../../package.json", import.meta.url));

function versionOf(file: URL): string {
  const { version } = JSON.parse(readFileSync(file, "utf8")) as { readonly version: string }; // npm wants one there.
  return version;
}
