import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { accessSync, constants, openSync, readdirSync, statSync, writeSync } from "node:fs";
import type { Socket } from "node:net";
import { constants as osConstants } from "node:os";
import { basename, join } from "node:path";
import { runtimeError } from "./node/errors.cts";
import { openRuntimeApi } from "./node/runtime-api.cts";
import { forwardOutput } from "./extension-output.cts";
import { relayTelemetry } from "./relay-telemetry.cts";
import { servePorts } from "./serve-ports.cts";
import { API_SOCKET, extensionsFolder, outputFile, PORTS_VARIABLE, portsToServe, socketsFolder } from "./settings.cts";

/**
 * The first process of sandboxes whose runtime speaks TCP, or that have extensions: `init.cjs <command…>`. It serves the
 * ports, starts the extensions and, when all of them have registered, the runtime; and ends as the runtime does.
 */

/** https://docs.aws.amazon.com/lambda/latest/dg/runtimes-extensions-api.html: the init phase is over after so long. */
const REGISTERED_WITHIN_MS = 10_000;
const REGISTER = "POST /2020-01-01/extension/register";

/** As shells tell of a signal. */
const SIGNALLED = 128;

const main = async (): Promise<void> => {
  const [command = "", ...args] = process.argv.slice(2);
  const registrations = countRegistrations();
  await serveAll(registrations);
  const paths = extensionsIn(extensionsFolder(process.env));
  if (paths.length > 0) relayTelemetry(`${socketsFolder(process.env)}/${API_SOCKET}`);
  const closed = paths.map((path) => startExtension(path));
  await registrations.reached(closed.length);
  const runtime = start(command, args);
  // Extensions are told of the end by an event; as at AWS, the signal is for the runtime.
  process.on("SIGTERM", () => {
    isEnding = true;
    runtime.kill("SIGTERM");
  });
  runtime.on("exit", (code, signal) => {
    const exit = (): void => process.exit(exitCode(code, signal));
    if (isEnding) void Promise.all(closed).then(exit);
    else exit();
  });
};

/** Whether the environment is about to end: then the runtime goes first, and extensions when they are done. */
let isEnding = false;

/** On the ports that are asked for; on a free one where the network is not the sandbox's own, and then tells of it. */
const serveAll = async ({ lookOn }: Registrations): Promise<void> => {
  const wanted = portsToServe(process.env);
  const ports = await servePorts(wanted, lookOn);
  const free = ports.find((_port, index) => wanted[index]?.port === 0);
  if (free !== undefined) process.env["AWS_LAMBDA_RUNTIME_API"] = `127.0.0.1:${free}`;
  // Served now: nobody after this one shall try it again.
  delete process.env[PORTS_VARIABLE];
};

const outputPath = outputFile(process.env);
const output = outputPath === undefined ? undefined : openSync(outputPath, "w");

const STDOUT = 1;
const STDERR = 2;
const tell = (line: string): number => writeSync(output ?? STDERR, `${line}\n`);

const start = (command: string, args: readonly string[]): ChildProcess =>
  watched(command, spawn(command, args, { stdio: ["inherit", output ?? "inherit", output ?? "inherit"] }));

const watched = (command: string, child: ChildProcess): ChildProcess => {
  child.on("error", (error) => void reportEntrypoint(command, error));
  return child;
};

/** What AWS says where the runtime, or an extension, cannot be started. */
const reportEntrypoint = async (command: string, error: NodeJS.ErrnoException): Promise<void> => {
  const isMissing = error.code === "ENOENT" && command.endsWith("/bootstrap");
  const message = isMissing
    ? "Error: Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]"
    : `Error: fork/exec ${command}: ${WORDS[error.code ?? ""] ?? error.message}`;
  const api = openRuntimeApi(`${socketsFolder(process.env)}/${API_SOCKET}`);
  await api.failInit(runtimeError("Runtime.InvalidEntrypoint", message)).catch(() => {});
  process.exit(1);
};

/** As Go says it, in which AWS's agent is written. */
const WORDS: Readonly<Record<string, string>> = {
  ENOENT: "no such file or directory",
  EACCES: "permission denied",
  ENOEXEC: "exec format error",
};

/** An environment ends with any of its extensions. Resolves when this one has ended, and all is read that it wrote. */
const startExtension = (path: string): Promise<void> => {
  const child = watched(path, spawn(path, { stdio: ["inherit", "pipe", "pipe"] }));
  for (const stream of [child.stdout, child.stderr]) if (stream !== null) forwardOutput(stream, output ?? STDOUT);
  return new Promise((resolve) => {
    child.on("close", (code, signal) => {
      resolve();
      if (isEnding) return;
      tell(`EXTENSION\tName: ${basename(path)}\tState: Exited\t${signal ?? `Exit status: ${code}`}`);
      process.exit(exitCode(code, signal) || 1);
    });
  });
};

const exitCode = (code: number | null, signal: NodeJS.Signals | null): number =>
  signal === null ? (code ?? 0) : SIGNALLED + osConstants.signals[signal];

/** Every file that may be executed, but no folder's. */
const extensionsIn = (folder: string): string[] => {
  try {
    return readdirSync(folder)
      .toSorted()
      .map((name) => join(folder, name))
      .filter((path) => statSync(path).isFile() && isExecutable(path));
  } catch {
    return [];
  }
};

const isExecutable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

type Registrations = {
  readonly lookOn: (client: Socket, target: Socket) => void;
  readonly reached: (count: number) => Promise<void>;
};

/** Sees in what goes by how many extensions have registered: AWS starts the runtime after that. */
const countRegistrations = (): Registrations => {
  let registered = 0;
  let check: (() => void) | undefined;
  return {
    lookOn: (client, target) => {
      client.once("data", (bytes: Buffer) => {
        if (!bytes.toString("latin1", 0, REGISTER.length).startsWith(REGISTER)) return;
        target.once("data", () => {
          registered += 1;
          check?.();
        });
      });
    },
    reached: (count) =>
      new Promise((resolve) => {
        const late = setTimeout(resolve, REGISTERED_WITHIN_MS);
        check = () => {
          if (registered < count) return;
          clearTimeout(late);
          resolve();
        };
        check();
      }),
  };
};

void main();
