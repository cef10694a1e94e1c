import childProcess from "node:child_process";
import { syncBuiltinESMExports } from "node:module";
import { Socket } from "node:net";
import { join } from "node:path";
import workerThreads from "node:worker_threads";
import type { ServedPort } from "../settings.cts";

/** A thread that does not come up in so long leaves a child process with a port that is closed. */
const SERVED_WITHIN_MS = 5000;

/**
 * Makes the sandbox's ports lead to their sockets, where nobody else listens: connections of this thread go straight to the
 * socket. Before the first child process or worker thread a thread begins to listen, which serves these too while
 * this one is blocked (`spawnSync`); it costs as much as a cold start, and most functions need none.
 */
export const openDoor = (ports: readonly ServedPort[]): void => {
  if (ports.length === 0) return;
  connectBySocket(new Map(ports.map(({ port, socket }) => [port, socket])));
  const listen = once(listenInThread);
  beforeChildren(listen);
  beforeThreads(listen);
  // Modules that import these names get the new ones.
  syncBuiltinESMExports();
};

const LOOPBACK: ReadonlySet<unknown> = new Set([undefined, "127.0.0.1", "localhost"]);

/** `net.connect`, http and fetch all come by here. */
const connectBySocket = (sockets: ReadonlyMap<number, string>): void => {
  const connect: unknown = Reflect.get(Socket.prototype, "connect");
  if (typeof connect !== "function") return;
  const redirected = function (this: Socket, ...args: unknown[]): unknown {
    const [first] = args;
    // Node's own modules hand over a list: options, then a listener.
    const options: unknown = Array.isArray(first) ? first[0] : first;
    if (!isAddress(options)) return Reflect.apply(connect, this, args);
    const socket = LOOPBACK.has(options.host) ? sockets.get(Number(options.port)) : undefined;
    if (socket === undefined) return Reflect.apply(connect, this, args);
    const there = { ...options, port: undefined, host: undefined, path: socket };
    if (Array.isArray(first)) first[0] = there;
    else args[0] = there;
    return Reflect.apply(connect, this, args);
  };
  Object.assign(Socket.prototype, { connect: redirected });
};

type Address = { readonly port: unknown; readonly host?: unknown };

const isAddress = (options: unknown): options is Address =>
  typeof options === "object" && options !== null && "port" in options && !("path" in options && options.path);

const listenInThread = (): void => {
  const isServed = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const thread = new workerThreads.Worker(join(__dirname, "port-worker.cjs"), {
    workerData: { isServed },
    execArgv: [],
  });
  thread.unref();
  thread.on("error", () => {});
  Atomics.wait(isServed, 0, 0, SERVED_WITHIN_MS);
};

const beforeChildren = (listen: () => void): void => {
  // spawn, exec, execFile and fork start their processes by this one; the synchronous ones have no such.
  const { spawn } = childProcess.ChildProcess.prototype as { spawn?: unknown }; // The types do not show it.
  Object.assign(childProcess.ChildProcess.prototype, { spawn: preceded(spawn, listen) });
  const { spawnSync, execSync, execFileSync } = childProcess;
  Object.assign(childProcess, {
    spawnSync: preceded(spawnSync, listen),
    execSync: preceded(execSync, listen),
    execFileSync: preceded(execFileSync, listen),
  });
};

const beforeThreads = (listen: () => void): void => {
  const { Worker } = workerThreads;
  Object.assign(workerThreads, {
    Worker: class extends Worker {
      constructor(...args: ConstructorParameters<typeof Worker>) {
        listen();
        super(...args);
      }
    },
  });
};

const preceded = (act: unknown, before: () => void): unknown =>
  typeof act !== "function"
    ? act
    : function (this: unknown, ...args: unknown[]): unknown {
        before();
        return Reflect.apply(act, this, args);
      };

const once = (act: () => void): (() => void) => {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    act();
  };
};
