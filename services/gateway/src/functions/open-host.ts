import { rm, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { randomIds, systemClock } from "@skylab/aws";
import { openLogDelivery } from "@skylab/log-delivery";
import type { Objects } from "@skylab/objects";
import {
  type FunctionHost,
  HostRefusal,
  hostSettingsOf,
  logSink,
  openCodeStore,
  openFunctionHost,
} from "@skylab/sandbox";
import { openContainerRunner } from "@skylab/sandbox/container";
import { type Logger, type OpenDoor, type Settings, type SettingValues } from "@skylab/service";
import { openRemoteCalls } from "@skylab/service/remote";
import type { FollowedClock } from "../followed-clock.ts";
import type { functionSettings } from "./settings.ts";

export type OpenHostOptions = {
  readonly settings: Settings;
  readonly own: SettingValues<typeof functionSettings>;
  readonly secret: string;
  readonly log: Logger;
  /** Opens the objects that zip files are among. */
  readonly openBlobs: () => Promise<Objects>;
  /** Dates what they write. */
  readonly clock: Pick<FollowedClock, "clock" | "look">;
  /** How functions reach the gateway. */
  readonly openDoor: OpenDoor;
  /** Where the engine is. */
  readonly socketPath: string;
};

/** Opens what runs functions in containers. Rejects with a HostRefusal where this machine has no Docker engine for it. */
export async function openHost(options: OpenHostOptions): Promise<FunctionHost> {
  const { settings, own, secret, log, openBlobs, openDoor, socketPath } = options;
  await requireSocket(socketPath);
  const folder = resolve(settings.data);
  const run = join(folder, "run");
  // Of an earlier gateway, which had no time for it.
  await rm(run, { recursive: true, force: true });
  const network = own.SKYLAB_LAMBDA_NETWORK;
  const runner = await openContainerRunner({
    socketPath,
    folder,
    imageOf: own.LAMBDA_RUNTIME_IMAGE_MAPPING,
    network: network === "open" ? own.LAMBDA_DOCKER_NETWORK : "none",
    flags: own.LAMBDA_DOCKER_FLAGS,
    log,
  });
  const blobs = await openBlobs();
  await options.clock.look();
  const calls = openRemoteCalls({ hosts: settings.serviceHosts, secret, log });
  const principal = { name: "lambda.amazonaws.com", sourceArn: undefined };
  const delivery = openLogDelivery({ call: calls.call, principal, log, clock: systemClock });
  const hostSettings = hostSettingsOf(own);
  const host = openFunctionHost({
    runner,
    code: openCodeStore({ blobs, folder: join(folder, "code"), maxBytes: hostSettings.maxCodeBytes }),
    sink: logSink(delivery.write),
    clock: options.clock.clock,
    ids: randomIds,
    log,
    folder: run,
    ...(network === "isolated" ? {} : { openDoor }),
    settings: { ...hostSettings, publicPort: own.SKYLAB_LAMBDA_PORT, freezeAfterMs: FREEZE_AFTER_MS },
  });
  return {
    ...host,
    close: async () => {
      await host.close();
      await delivery.close();
      await calls.close();
      await blobs.close();
    },
  };
}

/** To freeze and thaw a container takes 40 ms, thirty times what an invocation does: only who rests is frozen. */
const FREEZE_AFTER_MS = 1000;

async function requireSocket(path: string): Promise<void> {
  const about = await stat(path).catch(() => undefined);
  if (about?.isSocket() === true) return;
  throw new HostRefusal("CannotRun", `Functions cannot run: the gateway has no Docker socket at ${path}.`);
}
