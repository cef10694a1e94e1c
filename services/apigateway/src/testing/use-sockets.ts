import { createServer, type IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { createService, type Frame, HttpExchange, type Peers, type Service } from "@skylab/service";
import { testFrame } from "@skylab/service/testing";
import { afterEach } from "vitest";
import { type ClientOptions, WebSocket } from "ws";
import { type DataPlane, openDataPlane } from "../front/data-plane.ts";
import { apigatewaymanagementapi } from "../service.ts";
import { listen } from "./listen.ts";
import type { TestApigateway } from "./use-apigateway.ts";

/** A process that serves WebSocket APIs, one of those that share the records of a test. */
export type TestReplica = {
  readonly port: number;
  readonly dataPlane: DataPlane;
  /** Opens a WebSocket; rejects with `HTTP 403: …` where it is refused. */
  readonly connect: (path: string, options?: ClientOptions, protocols?: readonly string[]) => Promise<TestSocket>;
  /** Tells those who have connections that the server stops, and resolves when all is done. */
  readonly stop: () => Promise<void>;
  /** As if the process were killed: nobody is told of anything. */
  readonly kill: () => void;
};

/** A client of a WebSocket API. */
export type TestSocket = WebSocket & {
  /** The next text that comes; rejects where it ends before. */
  readonly next: () => Promise<string>;
  /** How it ends: `1000 reason`. */
  readonly ended: Promise<string>;
};

/** Starts replicas for the tests of a file, each ended after its test. */
export function useSockets(apigateway: () => TestApigateway): (frame?: Partial<Frame>) => Promise<TestReplica> {
  const running: (() => Promise<void>)[] = [];
  const services = new Map<string, Service>();
  afterEach(async () => {
    await Promise.all(running.splice(0).map((close) => close()));
    services.clear();
  });
  return async (more = {}) => {
    const { clock, engines } = apigateway();
    const frame = { ...testFrame(clock), ...more };
    const address = `replica-${services.size}`;
    // Another object has a store of its own, as another process has.
    const own = {
      ...engines,
      records: { ...engines.records },
      auth: frame.auth.mode,
      peers: peersOf(address, services),
    };
    const dataPlane = openDataPlane(own);
    const service = createService(apigatewaymanagementapi(own), frame);
    services.set(address, service);
    const { close, kill, port } = await serve(service, () => services.delete(address));
    running.push(close);
    return {
      port,
      dataPlane,
      stop: close,
      kill,
      connect: (path, options, protocols) => connect(port, { path, options, protocols }),
    };
  };
}

/** Calls among replicas of one process. */
const peersOf = (address: string, services: ReadonlyMap<string, Service>): Peers => ({
  address,
  call: async (where, { as, input, operation }) =>
    services.get(where)?.answerCall?.({ as, input, operation }, { signal: new AbortController().signal }),
});

async function serve(
  service: Service,
  gone: () => void,
): Promise<{ port: number; close: () => Promise<void>; kill: () => void }> {
  const open = new Map<HttpExchange, { readonly socket: Duplex; readonly done: Promise<unknown> }>();
  const server = createServer((request, response) => {
    service.respond(new HttpExchange(request, response), response).catch(() => response.destroy());
  });
  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on("error", () => undefined);
    const exchange = new HttpExchange(request, socket);
    const done = service.upgrade?.(exchange, { socket, head }) ?? Promise.resolve();
    open.set(exchange, { socket, done });
    void done.finally(() => open.delete(exchange));
  });
  const { port, close } = await listen(server);
  return {
    port,
    close: async () => {
      gone();
      const doing = Array.from(open.values(), ({ done }) => done);
      for (const exchange of open.keys()) exchange.stop();
      await Promise.all(doing);
      await close();
    },
    kill: () => {
      gone();
      for (const { socket } of open.values()) {
        socket.removeAllListeners();
        socket.on("error", () => undefined);
        socket.destroy();
      }
      open.clear();
    },
  };
}

type Asked = {
  readonly path: string;
  readonly options?: ClientOptions | undefined;
  readonly protocols?: readonly string[] | undefined;
};

async function connect(port: number, { options = {}, path, protocols = [] }: Asked): Promise<TestSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, [...protocols], options);
  const texts: string[] = [];
  const waiting: ((text: string) => void)[] = [];
  socket.on("message", (data: Buffer) => {
    const text = data.toString();
    const next = waiting.shift();
    if (next === undefined) texts.push(text);
    else next(text);
  });
  const ended = new Promise<string>((resolve) => {
    socket.on("close", (code, reason) => resolve(`${code} ${reason.toString()}`.trim()));
  });
  const next = async (): Promise<string> => texts.shift() ?? (await new Promise(waitFor));
  const waitFor = (resolve: (text: string) => void, reject: (error: Error) => void): void => {
    waiting.push(resolve);
    void ended.then((end) => reject(new Error(`It ended, and nothing more came: ${end}`)));
  };
  await new Promise<void>((resolve, reject) => {
    socket.once("open", resolve);
    socket.on("error", reject);
    socket.once("unexpected-response", (_request, response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => reject(new Error(`HTTP ${response.statusCode}: ${Buffer.concat(chunks).toString()}`)));
    });
  });
  return Object.assign(socket, { next, ended });
}
