import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createConnection } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "@skylab/testkit";
import { whyNoCompose } from "../compose/docker.ts";
import { newProject } from "../compose/project.ts";
import type { Blow } from "./victim.ts";

/** A Redis of a test's own: as docker-compose.yml has it, on disk is what it has answered. */
export type KilledRedis = {
  readonly url: string;
  /** SIGKILL, and a start on what is on disk. */
  readonly blow: Blow;
  /** Ends all its connections, in the midst of what they say: commits lose their answers, and requests are lost. */
  readonly cut: Blow;
  /** Ends it, and its data is gone. */
  readonly remove: () => Promise<void>;
};

const SERVICE = "redis";
const SERVER = "redis-server";

/** How to start a Redis here, a process or a container; or why there is none. */
export async function findRedis(): Promise<(() => Promise<KilledRedis>) | string> {
  if (spawnSync(SERVER, ["--version"]).status === 0) return startProcess;
  const reason = await whyNoCompose([SERVICE]);
  return reason === undefined ? startContainer : `there is no ${SERVER}, and ${reason}`;
}

async function startContainer(): Promise<KilledRedis> {
  const port = String(await freePort());
  const project = await newProject({
    COMPOSE_FILE: "docker-compose.yml:tests/engines/published.yml",
    TEST_REDIS_PORT: port,
    TEST_RABBITMQ_PORT: "0",
  });
  const up = (): Promise<unknown> => project.compose("up", "--detach", "--wait", SERVICE);
  await up();
  return {
    url: `redis://127.0.0.1:${port}`,
    blow: async () => {
      for (const container of await project.containers(SERVICE)) await project.kill9(container);
      await up();
    },
    cut: () => cutConnections(Number(port)),
    remove: () => Promise.resolve(project.down()),
  };
}

async function startProcess(): Promise<KilledRedis> {
  const folder = await mkdtemp(join(tmpdir(), "skylab-redis-"));
  const port = await freePort();
  let kill = await spawnServer(folder, port);
  return {
    url: `redis://127.0.0.1:${port}`,
    blow: async () => {
      await kill();
      kill = await spawnServer(folder, port);
    },
    cut: () => cutConnections(port),
    remove: async () => {
      await kill();
      await rm(folder, { recursive: true });
    },
  };
}

/** Resolves when it answers, to how to end it with SIGKILL. */
async function spawnServer(folder: string, port: number): Promise<() => Promise<void>> {
  const options = { port, bind: "127.0.0.1", dir: folder, appendonly: "yes", appendfsync: "always", save: "" };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const server = spawn(SERVER, args, { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(server, "exit");
  const killAtExit = (): void => void server.kill("SIGKILL");
  process.once("exit", killAtExit);
  const ready = new Promise<void>((resolve, reject) => {
    let log = "";
    server.stdout.on("data", (chunk: Buffer) => {
      log += chunk.toString();
      if (log.includes("Ready to accept connections")) resolve();
    });
    server.once("exit", () => reject(new Error(`${SERVER} did not start: ${log}`)));
  });
  await ready;
  return async () => {
    server.kill("SIGKILL");
    await ended;
    process.off("exit", killAtExit);
  };
}

/** https://redis.io/docs/latest/commands/client-kill/ */
async function cutConnections(port: number): Promise<void> {
  const socket = createConnection({ host: "127.0.0.1", port });
  socket.end("CLIENT KILL TYPE normal SKIPME yes\r\nQUIT\r\n");
  socket.resume();
  await once(socket, "close");
}
