import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Clock, type Ids, systemClock } from "@skylab/aws";
import type { LogDelivery } from "@skylab/log-delivery";
import type { Objects } from "@skylab/objects";
import type { FunctionHost, OpenDoor, SandboxLevel } from "@skylab/sandbox";
import type { Logger, ServiceClient } from "@skylab/service";
import type { StandaloneSettings } from "./settings.ts";

/** Functions, in processes beside this one. */
export type Functions = {
  /** What runs them: nothing of it is loaded, nor asked of this machine, before the first runs. */
  readonly host: (call: ServiceClient) => FunctionHost;
  /** What holds them in; undefined before the first has run. */
  readonly level: () => SandboxLevel | undefined;
  /** Ends them, and delivers what they have written. */
  readonly close: () => Promise<void>;
};

export type FunctionsOptions = {
  readonly settings: Pick<StandaloneSettings, "own" | "services">;
  readonly blobs: Objects;
  /** The data folder. */
  readonly data: string;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Logger;
  readonly openDoor: OpenDoor;
  /** Of Skylab, as soon as there is a server. */
  readonly port: () => number;
};

type Opened = { readonly host: FunctionHost; readonly close: () => Promise<void> };

export function openFunctions(options: FunctionsOptions): Functions {
  let opening: Promise<Opened> | undefined;
  let opened: Opened | undefined;
  const open = async (call: ServiceClient): Promise<FunctionHost> => {
    opening ??= openHost(options, call);
    try {
      opened = await opening;
    } catch (error) {
      // The next who asks tries again.
      opening = undefined;
      throw error;
    }
    return opened.host;
  };
  return {
    host: (call) => ({
      invoke: async (invocation) => (await open(call)).invoke(invocation),
      provision: async (version, credentials, count) => (await open(call)).provision(version, credentials, count),
      provisioned: async (versionId) => opened?.host.provisioned(versionId) ?? { ready: 0 },
      forget: async (functionArn) => opened?.host.forget(functionArn),
      level: () => opened?.host.level() ?? "plain",
      close: () => close(opening),
    }),
    level: () => opened?.host.level(),
    close: () => close(opening),
  };
}

async function close(opening: Promise<Opened> | undefined): Promise<void> {
  const opened = await opening?.catch(() => undefined);
  await opened?.close();
}

/** Sandboxes have users of their own, and each a folder in this one. */
const FOLDER_MODE = 0o755;

/** What is in the data folder beside code: those users have no business there. */
const ENGINE_FOLDERS = ["records", "queues", "objects"];
const OWNER_ALONE = 0o700;

async function openHost({ settings, ...options }: FunctionsOptions, call: ServiceClient): Promise<Opened> {
  const { own, services } = settings;
  const { clock, ids, log, blobs, data, openDoor, port } = options;
  const sandbox = await import("@skylab/sandbox");
  const { openProcessRunner } = await import("@skylab/sandbox/process");
  const logs = services.includes("logs") ? await openLogs(call, log) : undefined;
  await Promise.all(ENGINE_FOLDERS.map((name) => chmod(join(data, name), OWNER_ALONE)));
  // Not in the data folder, whose path may be too long for a socket's.
  const folder = await mkdtemp(join(tmpdir(), "skylab-"));
  await chmod(folder, FOLDER_MODE);
  const network = own.SKYLAB_LAMBDA_NETWORK;
  const runner = openProcessRunner({
    level: own.SKYLAB_LAMBDA_SANDBOX,
    strict: own.SKYLAB_LAMBDA_SANDBOX_STRICT,
    network,
    log: { info: (message) => log.info(message), warn: (message) => log.warn(message) },
  });
  const hostSettings = sandbox.hostSettingsOf(own);
  const host = sandbox.openFunctionHost({
    runner,
    code: sandbox.openCodeStore({ blobs, folder: join(data, "functions"), maxBytes: hostSettings.maxCodeBytes }),
    sink: logs === undefined ? () => undefined : sandbox.logSink(logs.write),
    clock,
    ids,
    log,
    folder,
    ...(network !== "isolated" && { openDoor }),
    settings: { ...hostSettings, publicPort: port() },
  });
  const end = async (): Promise<void> => {
    await host.close();
    await logs?.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { host, close: end };
}

async function openLogs(call: ServiceClient, log: Logger): Promise<LogDelivery> {
  const { openLogDelivery } = await import("@skylab/log-delivery");
  return openLogDelivery({
    call,
    clock: systemClock,
    log,
    principal: { name: "lambda.amazonaws.com", sourceArn: undefined },
  });
}
