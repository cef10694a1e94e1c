import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "@skylab/aws/testing";

const REDIS_SERVER = "redis-server";

/** A Redis of a test's own, with data of its own. */
export type RedisServer = {
  readonly url: string;
  /** With SIGKILL; resolves when it is gone. */
  readonly kill: () => Promise<void>;
  /** Resolves when it answers. */
  readonly start: () => Promise<void>;
  /** Ends it and removes its data. */
  readonly remove: () => Promise<void>;
};

/** Whether there is a `redis-server` to start here. */
export function hasRedisServer(): boolean {
  return spawnSync(REDIS_SERVER, ["--version"]).status === 0;
}

export async function startRedisServer(): Promise<RedisServer> {
  const folder = await mkdtemp(join(tmpdir(), "skylab-redis-"));
  const port = await freePort();
  let server = await spawnServer(folder, port);
  const kill = async (): Promise<void> => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, "exit");
    server.kill("SIGKILL");
    await ended;
  };
  return {
    url: `redis://127.0.0.1:${port}`,
    kill,
    start: async () => {
      server = await spawnServer(folder, port);
    },
    remove: async () => {
      await kill();
      await rm(folder, { recursive: true });
    },
  };
}

/** As docker-compose.yml starts it: every write is on disk when it is answered. */
async function spawnServer(folder: string, port: number): Promise<ChildProcess> {
  const options = { port, bind: "127.0.0.1", dir: folder, appendonly: "yes", appendfsync: "always", save: "" };
  const server = spawn(
    REDIS_SERVER,
    Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]),
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  let log = "";
  for await (const chunk of server.stdout.iterator({ destroyOnReturn: false })) {
    log += String(chunk);
    if (log.includes("Ready to accept connections")) {
      server.stdout.resume();
      return server;
    }
  }
  throw new Error(`redis-server did not start: ${log}`);
}
