import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Runner, Sandbox, SandboxEnd, SandboxSpec } from "../runner.ts";

const BOOTSTRAP = fileURLToPath(new URL("tiny-bootstrap.mjs", import.meta.url));

/** A runner whose sandboxes are bare processes of Node.js, for tests of who starts them. */
export function tinyRunner(): Runner & { readonly started: readonly SandboxSpec[] } {
  const started: SandboxSpec[] = [];
  return {
    level: "plain",
    started,
    start: async (spec) => {
      started.push(spec);
      const { sockets, task = "", variables } = spec;
      const child = spawn(process.execPath, [BOOTSTRAP, join(sockets, "api.sock"), task], {
        env: { ...variables, LD_LIBRARY_PATH: "" },
        stdio: ["ignore", "pipe", "pipe"],
      });
      await once(child, "spawn");
      return sandboxOf(child);
    },
    close: async () => undefined,
  };
}

function sandboxOf(child: ChildProcess): Sandbox {
  const ended = new Promise<SandboxEnd>((resolve) => {
    child.once("close", (code, signal) =>
      resolve({ exitCode: code ?? undefined, signal: signal ?? undefined, isOutOfMemory: code === 137 }),
    );
  });
  return {
    onOutput: (listener) => {
      child.stdout?.on("data", listener);
      child.stderr?.on("data", listener);
    },
    freeze: async () => void child.kill("SIGSTOP"),
    thaw: async () => void child.kill("SIGCONT"),
    terminate: async () => void child.kill("SIGTERM"),
    kill: async () => {
      child.kill("SIGKILL");
      await ended;
    },
    ended,
    maxMemoryMb: async () => peakOf(await readFile(`/proc/${child.pid}/status`, "utf8").catch(() => "")),
  };
}

/** https://docs.kernel.org/filesystems/proc.html */
const peakOf = (status: string): number => Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024;
