import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Environment } from "@skylab/service";
import { type ClientClass, clientConfig, type ClientIdentity } from "./client.ts";
import { freePort } from "@skylab/aws/testing";

/** Skylab as a process of its own, which a test may kill. */
export type SpawnedSkylab = {
  readonly url: string;
  readonly pid: number;
  readonly client: <Client>(Class: ClientClass<Client>, as?: ClientIdentity) => Client;
  /** Everything that it wrote to standard output and standard error so far. */
  readonly output: () => string;
  /** SIGKILL; resolves when it is gone. */
  readonly kill9: () => Promise<void>;
  /** SIGTERM; resolves to its exit code. */
  readonly stop: () => Promise<number>;
  /** Starts it again after its end, on the same data and the same port. */
  readonly restart: () => Promise<SpawnedSkylab>;
};

export type SpawnOptions = {
  /** The data folder; it stays when the process ends. */
  readonly folder: string;
  readonly env?: Environment;
};

/** Why a spawned Skylab did not come up. */
export class SpawnError extends Error {
  readonly exitCode: number | null;

  constructor(exitCode: number | null, output: string) {
    super(output.trim());
    this.exitCode = exitCode;
  }
}

const MAIN = fileURLToPath(import.meta.resolve("@skylab/standalone/main"));

/**
 * Starts the built product as a process, on a free port, and resolves when it is ready.
 * Rejects with a SpawnError, its message what the process wrote, when it ends before.
 */
export function spawnSkylab({ folder, env = {} }: SpawnOptions): Promise<SpawnedSkylab> {
  return spawnMain(MAIN, { SKYLAB_DATA: folder, ...env });
}

/** Starts what a service's container runs likewise: its built `main`, on the engines that `env` tells of. */
export function spawnService(main: string, env: Environment): Promise<SpawnedSkylab> {
  return spawnMain(main, env);
}

async function spawnMain(main: string, more: Environment): Promise<SpawnedSkylab> {
  const env = { SKYLAB_PORT: String(await freePort()), SKYLAB_LOG_LEVEL: "warn", ...more };
  const child = spawn(process.execPath, [main], { env, stdio: ["ignore", "pipe", "pipe"] });
  endWithTest(child);
  const output = collect(child);
  await ready(child, output);
  // A container's main says it to the log alone.
  const url = / at (http:\S+)\n/.exec(output())?.[1] ?? `http://127.0.0.1:${env.SKYLAB_PORT}`;
  const ended = async (): Promise<number> => {
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
    return child.exitCode ?? 1;
  };
  return {
    url,
    pid: child.pid ?? 0, // A process that was not started is never ready.
    client: (Class, as) => new Class(clientConfig(url, as)),
    output,
    kill9: async () => {
      child.kill("SIGKILL");
      await ended();
    },
    stop: () => {
      child.kill("SIGTERM");
      return ended();
    },
    restart: () => spawnMain(main, { ...env, SKYLAB_PORT: new URL(url).port }),
  };
}

const children = new Set<ChildProcess>();

/** A test that fails half-way leaves no process behind. */
function endWithTest(child: ChildProcess): void {
  if (children.size === 0) process.once("exit", killAll);
  children.add(child);
  child.once("exit", () => {
    children.delete(child);
    if (children.size === 0) process.off("exit", killAll);
  });
}

function killAll(): void {
  for (const child of children) child.kill("SIGKILL");
}

function collect(child: ChildProcess): () => string {
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString();
}

/** Resolves once the line `Ready.` is there. */
function ready(child: ChildProcess, output: () => string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.stdout?.on("data", function look() {
      if (!/^Ready\.$/m.test(output())) return;
      // What is written from now on may be long.
      child.stdout?.off("data", look);
      resolve();
    });
    child.on("close", (code) => reject(new SpawnError(code, output())));
    child.on("error", reject);
  });
}
