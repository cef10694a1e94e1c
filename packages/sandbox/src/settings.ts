import type { NetworkMode } from "./process/job.ts";

// The types of settings, for the declarations of those who list them: nobody imports them by name.
/** @public */
export type { DockerFlags } from "./container/docker-flags.ts";
/** @public */
export type { ImageOf } from "./container/images.ts";
/** @public */
export type { NetworkMode };
export { containerSettings } from "./container/settings.ts";
export { processSettings } from "./process/settings.ts";

/** What a host of functions is told by settings, whatever its sandboxes are: by LocalStack's names, where these mean the same. */
export const hostSettings = {
  SKYLAB_LAMBDA_NETWORK: {
    description:
      "How far functions reach: `isolated` nowhere, `emulator` (the default) to Skylab alone, `open` wherever this machine does.",
    read: readNetwork,
  },
  LAMBDA_KEEPALIVE_MS: {
    description: "How long an environment that no invocation needs is kept, in milliseconds; 600000 where absent.",
    read: readKeepAlive,
  },
  LAMBDA_RUNTIME_ENVIRONMENT_TIMEOUT: {
    description:
      "How long an environment may initialise before its function is invoked, in seconds; 10, as at AWS, where absent.",
    read: readInit,
  },
  LAMBDA_DISABLE_AWS_ENDPOINT_URL: {
    description: "`1`: functions are not told by AWS_ENDPOINT_URL where Skylab is.",
    read: (text: string | undefined): boolean => text === "1" || text?.toLowerCase() === "true",
  },
};

const NETWORKS: readonly string[] = ["isolated", "emulator", "open"] satisfies NetworkMode[];

function readNetwork(text: string = "emulator"): NetworkMode {
  if (!NETWORKS.includes(text)) throw new Error(`must be ${NETWORKS.join(", ")}, not "${text}"`);
  return text as NetworkMode; // as: it is one of them.
}

/** https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html */
const INIT_SECONDS = 10;

function readInit(text: string = String(INIT_SECONDS)): number {
  if (!/^\d{1,4}$/.test(text) || Number(text) === 0) throw new Error(`must be a number of seconds, not "${text}"`);
  return Number(text);
}

/** As AWS keeps idle environments, roughly. */
const KEEP_ALIVE_MS = 600_000;

function readKeepAlive(text: string | undefined): number {
  if (text === undefined) return KEEP_ALIVE_MS;
  if (!/^\d{1,9}$/.test(text)) throw new Error(`must be a number of milliseconds, not "${text}"`);
  return Number(text);
}
