import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { FunctionVersion } from "../port.ts";
import type { RuntimeEvent } from "./answer.ts";
import { Extensions, type ShutdownReason } from "./extensions.ts";
import { answerJson, refuse, type Refusal } from "./refusals.ts";
import { RuntimeCalls, type RuntimeListener } from "./runtime-calls.ts";

/** The Runtime API of one environment. */
export type RuntimeApi = {
  /** Whether the runtime and all extensions wait for the next event. */
  readonly isWaiting: () => boolean;
  /** Hands out an event; the runtime must be waiting. */
  readonly invoke: (event: RuntimeEvent) => void;
  /** Whether extensions want to be told of the end. */
  readonly wantsShutdown: () => boolean;
  readonly shutdown: (reason: ShutdownReason, deadlineMs: number) => void;
  /** Breaks all connections. */
  readonly close: () => Promise<void>;
};

export type RuntimeApiOptions = {
  /** Where it listens: at most 107 bytes. */
  readonly socket: string;
  readonly version: FunctionVersion;
  /** The names of the files in /opt/extensions: nothing is initialised before all of them have registered. */
  readonly extensions: readonly string[];
  readonly listener: Omit<RuntimeListener, "onReady"> & {
    /** The runtime and all extensions wait for the next event. */
    readonly onReady: () => void;
    readonly onExtensionError: (errorType: string) => void;
  };
};

/** Who is in the sandbox shall not use up our file descriptors. */
const MAX_CONNECTIONS = 256;

/**
 * Opens the Runtime API of one environment on a unix socket: whoever is in the sandbox speaks AWS's own API by it.
 * Rejects as `listen` fails.
 */
export async function openRuntimeApi(options: RuntimeApiOptions): Promise<RuntimeApi> {
  const { version, listener } = options;
  const onReady = (): void => {
    if (runtime.isWaiting && extensions.areWaiting) listener.onReady();
  };
  const runtime = new RuntimeCalls({ ...listener, onReady });
  const extensions = new Extensions({
    version,
    expected: options.extensions,
    listener: { onReady, onError: listener.onExtensionError },
    isClosed: () => runtime.isInitialised,
  });
  const server = serverOf({ runtime, extensions });
  await listenAt(server, options.socket);
  return {
    isWaiting: () => runtime.isWaiting && extensions.areWaiting,
    invoke: (event) => {
      extensions.invoke(event);
      runtime.give(event);
    },
    wantsShutdown: () => extensions.wantShutdown,
    shutdown: (reason, deadlineMs) => extensions.shutdown(reason, deadlineMs),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

type Parts = { readonly runtime: RuntimeCalls; readonly extensions: Extensions };

function serverOf(parts: Parts): Server {
  const server = createServer((request, response) => {
    // Who breaks off, or writes what is no HTTP, harms nobody but itself.
    request.on("error", () => undefined);
    response.on("error", () => undefined);
    answer(parts, request, response)?.catch(() => response.destroy());
  });
  server.on("clientError", (_error, socket) => socket.destroy());
  // An environment may be frozen for long in the middle of anything.
  server.requestTimeout = 0;
  server.headersTimeout = 0;
  server.keepAliveTimeout = 0;
  server.maxConnections = MAX_CONNECTIONS;
  return server;
}

const OF_REQUEST = /^\/2018-06-01\/runtime\/invocation\/([^/]+)\/(response|error)$/;

function answer(
  { runtime, extensions }: Parts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> | undefined {
  const [path = ""] = (request.url ?? "").split("?", 1);
  const route = `${request.method} ${path}`;
  if (route === "GET /2018-06-01/runtime/invocation/next") {
    runtime.next(response);
    return undefined;
  }
  const [, requestId, what] = request.method === "POST" ? (OF_REQUEST.exec(path) ?? []) : [];
  if (requestId !== undefined) {
    return what === "error"
      ? runtime.error(requestId, request, response)
      : runtime.response(requestId, request, response);
  }
  return answerRest(route, { runtime, extensions }, { request, response });
}

type Exchange = { readonly request: IncomingMessage; readonly response: ServerResponse };

/** What is asked once in the life of an environment, or by extensions. */
function answerRest(route: string, { runtime, extensions }: Parts, { request, response }: Exchange) {
  switch (route) {
    case "POST /2018-06-01/runtime/init/error":
      return runtime.initError(request, response);
    case "GET /2018-06-01/ping":
      response.end("pong");
      return undefined;
    case "POST /2020-01-01/extension/register":
      return extensions.register(request, response);
    case "GET /2020-01-01/extension/event/next":
      extensions.next(request, response);
      return undefined;
    case "POST /2020-01-01/extension/init/error":
    case "POST /2020-01-01/extension/exit/error":
      extensions.fail(request, response);
      return undefined;
    case "PUT /2022-07-01/telemetry":
      refuse(response, notSupported("Telemetry"));
      return undefined;
    case "PUT /2020-08-15/logs":
      refuse(response, notSupported("Logs"));
      return undefined;
    default:
      answerJson(response, 404, { errorMessage: "404 page not found", errorType: "NotFound" });
      return undefined;
  }
}

/**
 * Extensions listen inside of their sandbox, where nobody reaches them from outside. So answers AWS's own emulator, too, and
 * extensions go on without.
 */
const notSupported = (api: "Telemetry" | "Logs"): Refusal => ({
  status: 202,
  errorType: `${api}.NotSupported`,
  errorMessage: `${api} API is not supported`,
});

/** Who is in a sandbox is another user than we are; the folder that the socket is in keeps others out. */
function listenAt(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ path, readableAll: true, writableAll: true }, () => {
      server.off("error", reject);
      server.on("error", () => undefined);
      resolve();
    });
  });
}
