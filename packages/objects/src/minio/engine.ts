import * as http from "node:http";
import * as https from "node:https";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "minio";
import { type BlobId, shardOf } from "../blob-id.ts";
import { EngineIsDown } from "../errors.ts";
import { namedError } from "./errors.ts";

/** A bucket of an S3 store, and how to talk to it. */
export type Engine = {
  /** Signs, and does what is small. Bodies go past it: it would hold them in memory, and knows neither abort nor deadline. */
  readonly client: Client;
  readonly bucket: string;
  readonly region: string;
  readonly transport: typeof http | typeof https;
  readonly agent: http.Agent;
  readonly timeoutMs: number;
};

export type EngineOptions = {
  /** `http://minio:9000`, or https. */
  readonly endpoint: string;
  readonly accessKey: string;
  readonly secretKey: string;
  readonly bucket: string;
  readonly region: string;
  readonly timeoutMs: number;
};

/** The server's own patience with an idle connection should be longer: else a request meets its end. */
const IDLE_CONNECTION_MS = 4000;
const FIRST_RETRY_MS = 25;
const LONGEST_RETRY_MS = 500;

export function engineOf({ endpoint, accessKey, secretKey, ...rest }: EngineOptions): Engine {
  const { protocol, hostname, port } = new URL(endpoint);
  const useSSL = protocol === "https:";
  const transport = useSSL ? https : http;
  const agent = new transport.Agent({ keepAlive: true, timeout: IDLE_CONNECTION_MS });
  const client = new Client({
    endPoint: hostname,
    ...(port === "" ? {} : { port: Number(port) }),
    useSSL,
    accessKey,
    secretKey,
    region: rest.region,
    pathStyle: true,
    transportAgent: agent,
    transport: withDeadline(transport, rest.timeoutMs),
    // It would write to the console each time.
    retryOptions: { disableRetry: true },
  });
  return { ...rest, client, transport, agent };
}

/** Requests end with an error when nothing is heard for too long. */
function withDeadline(transport: typeof http | typeof https, timeoutMs: number): Pick<typeof http, "request"> {
  const request = (
    options: http.RequestOptions,
    callback: (response: http.IncomingMessage) => void,
  ): http.ClientRequest => {
    const made = transport.request(options, callback);
    return made.setTimeout(timeoutMs, () => made.destroy(silence(timeoutMs)));
  };
  return { request: request as typeof http.request }; // minio-js calls it in this form alone
}

/** Spread over prefixes: MinIO keeps each as a folder. */
export function keyOf(id: BlobId): string {
  return `${shardOf(id)}/${id}`;
}

export function silence(timeoutMs: number): EngineIsDown {
  return new EngineIsDown(`The object store has not answered for ${timeoutMs} ms`);
}

/** Waits so long for the engine; then it rejects and gives the work up. */
export async function within<T>(timeoutMs: number, work: Promise<T>, giveUp: () => void): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(silence(timeoutMs));
      giveUp();
    }, timeoutMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    work.catch(() => undefined);
  }
}

/**
 * Tries again while the engine is down, for as long as it may be silent: a restart of it is not seen then. Whatever is
 * tried must bear to be done twice. Rejects with the port's errors.
 */
export async function untilAnswered<T>({ timeoutMs }: Engine, attempt: () => Promise<T>): Promise<T> {
  const giveUpAt = performance.now() + timeoutMs;
  for (let delay = FIRST_RETRY_MS; ; delay = Math.min(2 * delay, LONGEST_RETRY_MS)) {
    try {
      return await attempt();
    } catch (error) {
      const named = namedError(error);
      if (!(named instanceof EngineIsDown) || performance.now() + delay > giveUpAt) throw named;
    }
    await sleep(delay);
  }
}
