import type { RequestListener } from "node:http";
import { createLog, readSettings } from "@skylab/service";
import { claims as s3Claims } from "@skylab/s3/facts";
import { claims as sqsClaims } from "@skylab/sqs/facts";
import { afterEach } from "vitest";
import { startGateway } from "../start.ts";
import { startUpstream, type Upstream } from "./upstream.ts";

/** A gateway before replicas of SQS, and before four services that are not there. */
export type Rig = {
  readonly url: string;
  readonly port: number;
  readonly upstreams: readonly Upstream[];
  /** What DNS says from now on. */
  readonly listAddresses: (addresses: readonly string[]) => void;
  /** Ends the gateway, and nothing of its replicas. */
  readonly stop: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export const SECRET = "between services";

/** The SQS of a rig has its replicas at 127.0.0.2, 127.0.0.3 … on one port, as containers have. */
export const addressOf = (index: number): string => `127.0.0.${index + 2}`;

/** Starts gateways for the tests of a file, each with as many replicas as it has listeners. */
export function useRigs(): (replicas: readonly RequestListener[]) => Promise<Rig> {
  const running: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    await Promise.all(running.splice(0).map((close) => close()));
  });
  return async (replicas) => {
    const rig = await startRig(replicas);
    running.push(rig.close);
    return rig;
  };
}

async function startRig(replicas: readonly RequestListener[]): Promise<Rig> {
  const upstreams: Upstream[] = [];
  let port = 0;
  for (const [index, answer] of replicas.entries()) {
    const upstream = await startUpstream({ address: addressOf(index), port }, answer);
    port = upstream.port;
    upstreams.push(upstream);
  }
  let addresses = upstreams.map(({ address }) => address);
  const settings = readSettings(
    { SKYLAB_PORT: "0", SKYLAB_LOG_LEVEL: "silent", SKYLAB_SERVICE_HOSTS: `sqs=sqs.test:${port || 1}` },
    ["sqs", "sns", "cloudwatch", "lambda", "s3"],
  );
  const { log } = createLog(settings.logLevel);
  const gateway = await startGateway({
    settings,
    log,
    secret: SECRET,
    services: [
      { name: "sqs", container: "sqs", claims: sqsClaims },
      { name: "sns", container: "sns", claims: {} },
      { name: "cloudwatch", container: "cloudwatch", claims: {} },
      { name: "lambda", container: "lambda", claims: {} },
      { name: "s3", container: "s3", claims: s3Claims },
    ],
    stop: () => undefined,
    resolve: (host) => (host === "sqs.test" ? Promise.resolve(addresses) : Promise.reject(new NotFoundError())),
  });
  let closed: Promise<void> | undefined;
  return {
    url: `http://127.0.0.1:${gateway.port}`,
    port: gateway.port,
    upstreams,
    listAddresses: (now) => (addresses = [...now]),
    stop: () => (closed ??= gateway.close()),
    close: async () => {
      closed ??= gateway.close();
      await Promise.all(upstreams.map(({ kill }) => kill()));
      await closed;
    },
  };
}

/** As DNS says it. */
class NotFoundError extends Error {
  readonly code = "ENOTFOUND";
}

type SqsCall = { readonly method?: string; readonly body?: string | Buffer | null; readonly signal?: AbortSignal };

/** Calls SQS as an SDK does. */
export const callSqs = (url: string, init: SqsCall = {}): Promise<Response> =>
  fetch(url, {
    method: "POST",
    body: "{}",
    ...init,
    headers: {
      "x-amz-target": "AmazonSQS.ListQueues",
      "content-type": "application/x-amz-json-1.0",
    },
  });
