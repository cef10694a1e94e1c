import { once } from "node:events";
import { connect } from "node:net";
import { AwsError, type MovableClock, movableClock, randomIds } from "@skylab/aws";
import { loadModel } from "@skylab/protocol";
import { pino } from "pino";
import type { AdminClock } from "../clock/admin-clock.ts";
import type { Frame } from "../frame.ts";
import { createMetrics } from "../metrics.ts";
import { createService } from "../request/create-service.ts";
import { type RunningServer, serve } from "../server/serve.ts";
import type { ServerOptions } from "../server/server-options.ts";
import {
  type Access,
  type Handler,
  notImplemented,
  type ServiceDefinition,
  type Types,
} from "../service-definition.ts";

type ExampleHandler = Handler<Record<string, unknown>, Record<string, unknown>, undefined>;

/** What a test does in the place of SQS's operations; those that it leaves out are not implemented. */
export type ExampleOperations = Readonly<Record<string, ExampleHandler>>;

/** An SQS whose operations are the test's own. */
export function example(operations: ExampleOperations, more: Partial<Definition> = {}): Definition {
  const model = loadModel("sqs");
  const names = Object.keys(model.operations);
  const access: Access<unknown, undefined> = { action: "sqs:Example", on: () => ({ resource: "*" }) };
  return {
    model,
    // as: a test's handlers take any input, which `unknown` does not say.
    operations: Object.fromEntries(names.map((name) => [name, operations[name] ?? notImplemented])) as never,
    access: Object.fromEntries(names.map((name) => [name, access])),
    engines: undefined,
    reset: () => Promise.resolve(),
    ...more,
  };
}
type Definition = ServiceDefinition<Types, undefined>;

/** A server with services of these definitions on a free port, and the lines of its log. */
export async function serveExample(
  definitions: readonly Definition[],
  more: Partial<Omit<ServerOptions, "clock">> & { readonly auth?: Frame["auth"]; readonly clock?: MovableClock } = {},
): Promise<RunningServer & { readonly url: string; readonly lines: readonly LogLine[] }> {
  const clock = more.clock ?? movableClock();
  const lines: LogLine[] = [];
  const log = pino({ base: null }, { write: (line: string) => void lines.push(JSON.parse(line)) });
  const metrics = createMetrics();
  const auth = more.auth ?? { mode: "open", rootKey: { accessKeyId: "test", secretAccessKey: "test" } };
  const frame: Frame = { clock, ids: randomIds, log, metrics, region: "us-east-1", quotas: "off", auth };
  const server = await serve({
    services: definitions.map((definition) => createService(definition, frame)),
    host: "127.0.0.1",
    port: 0,
    clock,
    adminClock: ownClock(clock),
    ids: randomIds,
    log,
    metrics,
    admin: { token: undefined, hostname: undefined },
    cors: { allowedOrigins: [] },
    about: { version: "0.0.0", auth: "open", durability: "durable", data: "/data", startedAt: 0 },
    stop: () => undefined,
    ...more,
  });
  return { ...server, url: `http://127.0.0.1:${server.port}`, lines };
}

/** A clock that nobody shares, as admins see it. */
const ownClock = (clock: MovableClock): AdminClock => ({
  now: () => Promise.resolve(clock.now()),
  move: (move) => {
    if ("set" in move) clock.set(move.set);
    else if ("advance" in move) clock.advance(move.advance);
    else clock.release();
    return Promise.resolve();
  },
});

export type LogLine = Readonly<Record<string, unknown>>;

/** Calls an operation of the example as an SDK does. */
export function callExample(url: string, operation: string, init: ExampleCall = {}): Promise<Response> {
  return fetch(url, {
    method: "POST",
    body: "{}",
    ...init,
    headers: {
      "x-amz-target": `AmazonSQS.${operation}`,
      "content-type": "application/x-amz-json-1.0",
      ...init.headers,
    },
  });
}
type ExampleCall = {
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
};

/** Sends these very bytes and resolves to everything that comes back until the server closes the connection. */
export async function sendBytes(port: number, bytes: string): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  socket.write(bytes);
  const chunks: Buffer[] = [];
  socket.on("data", (chunk: Buffer) => chunks.push(chunk));
  await once(socket, "close");
  return Buffer.concat(chunks).toString("latin1");
}

/** A refusal in the words of the example. */
export const exampleError = (): AwsError => new AwsError("QueueDoesNotExist", "The specified queue does not exist.");
