import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { FunctionVersion } from "../port.ts";
import type { RuntimeEvent } from "./answer.ts";
import { Extensions, type ShutdownReason } from "./extensions.ts";
import { answerJson, refuse } from "./refusals.ts";
import type { TelemetryType } from "./subscription.ts";
import { notSupported, Telemetry } from "./telemetry.ts";
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
  /** Whether extensions want to hear what happens. */
  readonly wantsTelemetry: () => boolean;
  /** Tells them of it, in JSON. */
  readonly publish: (type: TelemetryType, event: string) => void;
  /** Breaks all connections. */
  readonly close: () => Promise<void>;
};

export type RuntimeApiOptions = {
  /** Where it listens: at most 107 bytes. */
  readonly socket: string;
  readonly version: FunctionVersion;
  /**
   * The names of the files in /opt/extensions: nothing is initialised before all of them have registered. Absent where
   * nobody knows them, as in an image.
   */
  readonly extensions: readonly string[] | undefined;
  readonly listener: Omit<RuntimeListener, "onReady"> & {
    /** The runtime and all extensions wait for the next event. */
    readonly onReady: () => void;
    readonly onExtensionError: (errorType: string) => void;
    readonly onRegistered: (extension: string, events: readonly string[]) => void;
    /** An extension wants to hear of such things. */
    readonly onSubscribed: (extension: string, types: readonly string[]) => void;
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
    if (!runtime.isWaiting || !extensions.areWaiting) return;
    telemetry.endInit();
    listener.onReady();
  };
  const runtime = new RuntimeCalls({ ...listener, onReady });
  const extensions = new Extensions({
    version,
    expected: options.extensions,
    listener: { onReady, onError: listener.onExtensionError, onRegistered: listener.onRegistered },
    isClosed: () => runtime.isInitialised,
  });
  const telemetry = new Telemetry(options.extensions === undefined || options.extensions.length > 0);
  const server = serverOf({ runtime, extensions, telemetry, onSubscribed: listener.onSubscribed });
  await listenAt(server, options.socket);
  return {
    isWaiting: () => runtime.isWaiting && extensions.areWaiting,
    invoke: (event) => {
      extensions.invoke(event);
      runtime.give(event);
    },
    wantsShutdown: () => extensions.wantShutdown,
    shutdown: (reason, deadlineMs) => {
      telemetry.flush();
      extensions.shutdown(reason, deadlineMs);
    },
    wantsTelemetry: () => telemetry.isWanted,
    publish: (type, event) => telemetry.publish(type, event),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

type Parts = {
  readonly runtime: RuntimeCalls;
  readonly extensions: Extensions;
  readonly telemetry: Telemetry;
  readonly onSubscribed: RuntimeApiOptions["listener"]["onSubscribed"];
};

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

function answer(parts: Parts, request: IncomingMessage, response: ServerResponse): Promise<void> | undefined {
  const { runtime } = parts;
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
  return answerRest(route, parts, { request, response });
}

type Exchange = { readonly request: IncomingMessage; readonly response: ServerResponse };

/** What is asked once in the life of an environment, or by extensions. */
function answerRest(route: string, parts: Parts, { request, response }: Exchange): Promise<void> | undefined {
  const { runtime, extensions, telemetry } = parts;
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
      return subscribe(parts, { request, response });
    case "GET /skylab/telemetry/next":
      telemetry.relay(response);
      return undefined;
    case "PUT /2020-08-15/logs":
      refuse(response, notSupported("Logs"));
      return undefined;
    default:
      answerJson(response, 404, { errorMessage: "404 page not found", errorType: "NotFound" });
      return undefined;
  }
}

async function subscribe({ extensions, telemetry, onSubscribed }: Parts, exchange: Exchange): Promise<void> {
  const { request, response } = exchange;
  const extension = extensions.identify(request, response);
  if (extension === undefined) return;
  const types = await telemetry.subscribe(extension.name, request, response);
  if (types !== undefined) onSubscribed(extension.name, types);
}

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
