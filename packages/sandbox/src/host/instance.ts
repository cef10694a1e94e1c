import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { UnpackedCode } from "../code/index.ts";
import type { FunctionVersion } from "../port.ts";
import type { Runner, Sandbox, SandboxEnd } from "../runner.ts";
import {
  openRuntimeApi,
  type RuntimeAnswer,
  type RuntimeApi,
  type RuntimeError,
  type StreamEnd,
} from "../runtime-api/index.ts";
import { Inbox } from "./inbox.ts";

/** What happens in an environment, in the order in which it does. */
export type Turn =
  /** The runtime and all extensions wait for the next event. */
  | { readonly kind: "ready" }
  | { readonly kind: "initError"; readonly error: RuntimeError }
  | { readonly kind: "answer"; readonly answer: RuntimeAnswer }
  | { readonly kind: "streamEnd"; readonly end: StreamEnd }
  | { readonly kind: "extensionError"; readonly errorType: string }
  | { readonly kind: "exit"; readonly end: SandboxEnd };

/** Opens the product's own endpoint for functions at a path; see `Doors` of packages/service. */
export type OpenDoor = (path: string) => Promise<{ readonly close: () => Promise<void> }>;

/** A sandbox and what it speaks with: it is started again where initialising failed. */
export type Instance = {
  readonly api: RuntimeApi;
  readonly sandbox: Sandbox;
  readonly inbox: Inbox<Turn>;
  /** Ends all of it. */
  readonly close: () => Promise<void>;
};

export type InstanceOptions = {
  readonly runner: Runner;
  /** Of this instance alone; it is made, and removed at the end. */
  readonly folder: string;
  readonly id: string;
  readonly version: FunctionVersion;
  readonly code: UnpackedCode;
  readonly variables: Readonly<Record<string, string>>;
  readonly openDoor: OpenDoor | undefined;
  readonly publicPort: number;
  readonly onOutput: (bytes: Buffer) => void;
  /** Extensions register, and subscribe to telemetry. */
  readonly onRegistered: (extension: string, events: readonly string[]) => void;
  readonly onSubscribed: (extension: string, types: readonly string[]) => void;
};

/** Whoever runs in a sandbox may enter who knows its name, which is a random one; nobody may look around in it. */
const FOLDER_MODE = 0o711;

/** Starts a sandbox. Rejects with a HostRefusal where it cannot be. */
export async function startInstance(options: InstanceOptions): Promise<Instance> {
  const { runner, folder, id, version, code, variables, openDoor, publicPort } = options;
  const inbox = new Inbox<Turn>();
  const closing: (() => Promise<void>)[] = [() => rm(folder, { recursive: true, force: true })];
  const close = async (): Promise<void> => {
    for (const step of closing.splice(0).toReversed()) await step();
  };
  try {
    await mkdir(folder, { recursive: true, mode: FOLDER_MODE });
    const api = await openRuntimeApi({
      socket: join(folder, "api.sock"),
      version,
      extensions: version.code.kind === "image" ? undefined : await extensionsIn(code.opt),
      listener: { ...listenerOf(inbox), onRegistered: options.onRegistered, onSubscribed: options.onSubscribed },
    });
    closing.push(api.close);
    if (openDoor !== undefined) closing.push((await openDoor(join(folder, "door.sock"))).close);
    const { task, opt } = code;
    const sandbox = await runner.start({ id, version, sockets: folder, task, opt, publicPort, variables });
    closing.push(sandbox.kill);
    sandbox.onOutput(options.onOutput);
    void sandbox.ended.then((end) => inbox.post({ kind: "exit", end }));
    return { api, sandbox, inbox, close };
  } catch (error) {
    await close();
    throw error;
  }
}

type Listener = Parameters<typeof openRuntimeApi>[0]["listener"];

function listenerOf(inbox: Inbox<Turn>): Omit<Listener, "onRegistered" | "onSubscribed"> {
  return {
    onReady: () => inbox.post({ kind: "ready" }),
    onInitError: (error) => inbox.post({ kind: "initError", error }),
    onExtensionError: (errorType) => inbox.post({ kind: "extensionError", errorType }),
    onAnswer: (answer) => {
      inbox.post({ kind: "answer", answer });
      if (answer.kind === "stream") void answer.ended.then((end) => inbox.post({ kind: "streamEnd", end }));
    },
  };
}

/** Each file in /opt/extensions that may be executed is an extension of its name. */
async function extensionsIn(opt: string | undefined): Promise<readonly string[]> {
  if (opt === undefined) return [];
  const folder = join(opt, "extensions");
  const names = await readdir(folder).catch(() => []);
  const executable = await Promise.all(names.map((name) => isExecutable(join(folder, name))));
  return names.filter((_, index) => executable[index]);
}

const EXECUTABLE = 0o111;

async function isExecutable(path: string): Promise<boolean> {
  const about = await stat(path).catch(() => undefined);
  return about !== undefined && about.isFile() && (about.mode & EXECUTABLE) !== 0;
}
