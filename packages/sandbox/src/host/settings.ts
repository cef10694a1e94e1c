import { availableParallelism, totalmem } from "node:os";
import { DOOR_PORT } from "../door-ports.ts";
import type { hostSettings } from "../settings.ts";

/** How a host does its work; what is absent is as AWS has it, or as this machine can. */
export type HostSettings = {
  /** How long an environment that nobody needs is kept, in milliseconds. */
  readonly keepAliveMs: number;
  /** How long an environment may initialise before its function is invoked. https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html */
  readonly initMs: number;
  /** So long after an invocation an environment is frozen where no other comes: one that comes sooner need not thaw it. */
  readonly freezeAfterMs: number;
  /** A runtime asks for the next event as soon as it has answered; so long its answer waits for that, in milliseconds. */
  readonly settleMs: number;
  /** How many environments may start at the same time; the others wait. */
  readonly parallelStarts: number;
  /** How many environments there may be; beyond, those that nobody uses go, and invocations wait. */
  readonly maxEnvironments: number;
  /** Whether functions are told where the product's own endpoint is: LAMBDA_DISABLE_AWS_ENDPOINT_URL. */
  readonly tellsEndpoint: boolean;
  /** The port that users know the product by: functions that are given its URLs reach it there. */
  readonly publicPort: number;
  /** How much of the unpacked code that nobody uses is kept, in bytes. */
  readonly maxCodeBytes: number;
};

const GB = 1024 ** 3;

/** What an idle environment takes of the machine's memory at most, as a rule of thumb; in bytes. */
const ENVIRONMENT_BYTES = 32 * 1024 * 1024;
const LEAST_ENVIRONMENTS = 32;

export const defaultSettings = (): HostSettings => ({
  keepAliveMs: 600_000,
  initMs: 10_000,
  freezeAfterMs: 20,
  settleMs: 50,
  parallelStarts: 2 * availableParallelism(),
  maxEnvironments: Math.max(LEAST_ENVIRONMENTS, Math.floor(totalmem() / ENVIRONMENT_BYTES)),
  tellsEndpoint: true,
  publicPort: DOOR_PORT,
  maxCodeBytes: 4 * GB,
});

type Told = { readonly [Name in keyof typeof hostSettings]: ReturnType<(typeof hostSettings)[Name]["read"]> };

/** How a host does its work that is told so by settings of the product. */
export const hostSettingsOf = (told: Omit<Told, "SKYLAB_LAMBDA_NETWORK">): HostSettings => ({
  ...defaultSettings(),
  keepAliveMs: told.LAMBDA_KEEPALIVE_MS,
  initMs: told.LAMBDA_RUNTIME_ENVIRONMENT_TIMEOUT * 1000,
  tellsEndpoint: !told.LAMBDA_DISABLE_AWS_ENDPOINT_URL,
});
