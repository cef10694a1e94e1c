import { HEAP_FULL, programEnd } from "../program-end.ts";
import { spawn, type ChildProcess } from "node:child_process";
import type { Sandbox, SandboxEnd } from "../runner.ts";
import { INIT_FILE } from "./layout.ts";
import { MemoryWatch } from "./memory.ts";
import { commandLine, descendants, send, signalAll, type Stray, strays } from "./processes.ts";

/** How a sandbox's first process is started on this machine. */
export type Launch = {
  readonly command: string;
  readonly args: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
  readonly folder: string;
  /** What its shell reads: secrets show in no list of processes. */
  readonly script?: string;
  readonly uid?: number;
  /** How to find what has lost its parents, where the sandbox has no processes of its own. */
  readonly stray?: Stray;
};

export type LaunchOptions = {
  readonly launch: Launch;
  readonly memoryMb: number;
  /** Our init goes first, and takes memory that is not the function's. */
  readonly hasInit: boolean;
  /** Called when nothing is left of it. */
  readonly onEnd: () => Promise<void>;
};

/** How much of stderr's end is looked through for that. */
const STDERR_TAIL_BYTES = 4096;

/** Whoever still holds the output open after the end is no part of the sandbox any more that one could wait for. */
const OUTPUT_ENDS_WITHIN_MS = 500;

/** Starts it. Rejects where the program cannot be started at all. */
export async function launchSandbox(options: LaunchOptions): Promise<Sandbox> {
  const { launch, memoryMb, onEnd } = options;
  const child = await spawned(launch);
  const processes = processesOf(child.pid ?? 0, options);
  const kill = (): void => processes.signal("SIGKILL");
  const memory = new MemoryWatch({ memoryMb, list: processes.ofFunction, onFull: kill });
  const stderr = keepTail(child);
  let isOver = false;
  const signal = (name: NodeJS.Signals): void => {
    if (!isOver) processes.signal(name);
  };
  const ended = endOf(child, kill).then(async (end) => {
    isOver = true;
    memory.stop();
    await onEnd();
    return { ...end, isOutOfMemory: memory.wasFull || (hasDied(end) && HEAP_FULL.test(stderr())) };
  });
  return {
    onOutput: (listener) => {
      child.stdout?.on("data", listener);
      child.stderr?.on("data", listener);
    },
    freeze: async () => {
      memory.pause();
      signal("SIGSTOP");
    },
    thaw: async () => {
      signal("SIGCONT");
      if (!isOver) memory.resume();
    },
    terminate: async () => {
      if (!isOver) processes.terminate();
    },
    kill: async () => {
      signal("SIGKILL");
      await ended;
    },
    ended,
    maxMemoryMb: async () => memory.maxMb(),
  };
}

type Processes = {
  /** All but our init. */
  readonly ofFunction: () => readonly number[];
  readonly signal: (name: NodeJS.Signals) => void;
  readonly terminate: () => void;
};

function processesOf(first: number, { launch: { stray }, hasInit }: LaunchOptions): Processes {
  const own = (): number[] => descendants(first);
  const all = (): number[] =>
    stray === undefined ? own() : [...new Set([...own(), ...strays(stray).flatMap(descendants)])];
  let init: number | undefined;
  const findInit = (processes: readonly number[]): number | undefined => {
    if (hasInit) init ??= processes.find((pid) => commandLine(pid).includes(INIT_FILE));
    return init;
  };
  const signal = (name: NodeJS.Signals): void => {
    // Where there is no /proc one reaches what has stayed in the group.
    if (signalAll(all, name) === 0) send(-first, name);
  };
  return {
    ofFunction: () => {
      const processes = own();
      findInit(processes);
      return processes.filter((pid) => pid !== init);
    },
    signal,
    terminate: () => {
      // The init tells the runtime, and lets extensions come to their end.
      if (findInit(own()) === undefined) signal("SIGTERM");
      else send(init ?? first, "SIGTERM");
    },
  };
}

function spawned(launch: Launch): Promise<ChildProcess> {
  const child = spawn(launch.command, launch.args, {
    cwd: launch.folder,
    env: launch.variables,
    stdio: [launch.script === undefined ? "ignore" : "pipe", "pipe", "pipe"],
    // A group of its own: signals to Skylab's terminal are not for functions.
    detached: true,
    ...(launch.uid === undefined ? {} : { uid: launch.uid, gid: launch.uid }),
  });
  for (const stream of [child.stdin, child.stdout, child.stderr]) stream?.on("error", () => undefined);
  child.stdin?.end(launch.script);
  return new Promise((resolve, reject) => {
    child.once("spawn", () => resolve(child));
    child.once("error", reject);
  });
}

/** Resolves when the first process has ended, the rest is killed, and all output has come. */
function endOf(child: ChildProcess, killRest: () => void): Promise<Omit<SandboxEnd, "isOutOfMemory">> {
  return new Promise((resolve) => {
    child.once("exit", () => {
      killRest();
      const late = setTimeout(() => {
        child.stdout?.destroy();
        child.stderr?.destroy();
      }, OUTPUT_ENDS_WITHIN_MS);
      child.once("close", () => clearTimeout(late));
    });
    child.once("close", (code, signal) => resolve(truly(code, signal)));
  });
}

/** What holds the code in tells of a signal by an exit code, as shells do. */
function truly(code: number | null, signal: NodeJS.Signals | null): Omit<SandboxEnd, "isOutOfMemory"> {
  return signal === null && code !== null ? programEnd(code) : { exitCode: undefined, signal: signal ?? undefined };
}

/** A program that could write this and went on has not died of it. */
const hasDied = ({ signal }: Omit<SandboxEnd, "isOutOfMemory">): boolean => signal !== undefined;

function keepTail({ stderr }: ChildProcess): () => string {
  let tail = "";
  stderr?.on("data", (bytes: Buffer) => {
    tail = (tail + bytes.toString("latin1")).slice(-STDERR_TAIL_BYTES);
  });
  return () => tail;
}
