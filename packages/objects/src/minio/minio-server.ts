import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "@skylab/aws/testing";

/** A MinIO of a test's own, with data of its own. */
export type MinioServer = {
  readonly access: { readonly endpoint: string; readonly accessKey: string; readonly secretKey: string };
  /** With SIGKILL; resolves when it is gone. */
  readonly kill: () => Promise<void>;
  /** Resolves when it answers. */
  readonly start: () => Promise<void>;
  /** Ends it and removes its data. */
  readonly remove: () => Promise<void>;
};

const [ACCESS_KEY, SECRET_KEY] = ["skylab", "skylab-test"];
const LOOK_EVERY_MS = 50;

/** Whether this program is a MinIO that can be started here. */
export function isMinio(program: string): boolean {
  return spawnSync(program, ["--version"]).status === 0;
}

export async function startMinioServer(program: string): Promise<MinioServer> {
  const folder = await mkdtemp(join(tmpdir(), "skylab-minio-"));
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const start = async (): Promise<ChildProcess> => {
    const server = spawn(program, ["server", folder, "--address", `127.0.0.1:${port}`, "--quiet"], {
      env: { MINIO_ROOT_USER: ACCESS_KEY, MINIO_ROOT_PASSWORD: SECRET_KEY, MINIO_BROWSER: "off", HOME: folder },
      stdio: "ignore",
    });
    while (server.exitCode === null && !(await isReady(endpoint))) await sleep(LOOK_EVERY_MS);
    if (server.exitCode !== null) throw new Error(`MinIO ended with ${server.exitCode}`);
    return server;
  };
  let server = await start();
  const kill = async (): Promise<void> => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, "exit");
    server.kill("SIGKILL");
    await ended;
  };
  return {
    access: { endpoint, accessKey: ACCESS_KEY, secretKey: SECRET_KEY },
    kill,
    start: async () => {
      server = await start();
    },
    remove: async () => {
      await kill();
      await rm(folder, { recursive: true });
    },
  };
}

async function isReady(endpoint: string): Promise<boolean> {
  try {
    return (await fetch(`${endpoint}/minio/health/ready`)).ok;
  } catch {
    return false;
  }
}
