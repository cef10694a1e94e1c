import { readdirSync, readFileSync } from "node:fs";

/** How one finds what belongs to a sandbox beside the descendants of its first process. */
export type Stray = {
  /** Whose are all that run by this user id: no other sandbox has it. */
  readonly uid?: number;
  /** Whose are all that have this in their environment, as long as they do not hide it. */
  readonly environment?: string;
};

/** More rounds only a sandbox wants that makes processes as fast as they are stopped. */
const MAX_ROUNDS = 20;

/**
 * The first process and all that it has started, by their ids on this machine; those too that have left its session or
 * have lost their parents. Empty where nothing of it runs, or where there is no /proc.
 */
export function processesOf(first: number, stray: Stray): number[] {
  const found = new Set<number>();
  const add = (pid: number): void => {
    if (found.has(pid) || !isAlive(pid)) return;
    found.add(pid);
    for (const child of childrenOf(pid)) add(child);
  };
  add(first);
  if (stray.uid !== undefined || stray.environment !== undefined) for (const pid of strays(stray)) add(pid);
  return [...found];
}

/** Sends a signal to all processes of a sandbox, until none is left that did not get it. */
export function signalAll(processes: () => readonly number[], signal: NodeJS.Signals): void {
  const told = new Set<number>();
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const news = processes().filter((pid) => !told.has(pid));
    if (news.length === 0) return;
    for (const pid of news) {
      told.add(pid);
      send(pid, signal);
    }
  }
}

export function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended meanwhile.
  }
}

/** What a process takes of the memory, in bytes: what is its own, and what it may share with others of its sandbox. */
export type ProcessMemory = { readonly own: number; readonly shared: number; readonly peak: number };

export function memoryOf(pid: number): ProcessMemory | undefined {
  const status = read(`/proc/${pid}/status`);
  if (status === undefined || !status.includes("VmRSS:")) return undefined;
  return {
    own: kilobytes(status, "RssAnon") + kilobytes(status, "RssShmem"),
    shared: kilobytes(status, "RssFile"),
    peak: kilobytes(status, "VmHWM"),
  };
}

const kilobytes = (status: string, name: string): number => {
  const at = status.indexOf(`${name}:`);
  return at < 0 ? 0 : Number.parseInt(status.slice(at + name.length + 1), 10) * 1024;
};

/** Each thread lists the children that it has started. */
const childrenOf = (pid: number): number[] =>
  namesIn(`/proc/${pid}/task`).flatMap((thread) =>
    (read(`/proc/${pid}/task/${thread}/children`) ?? "")
      .split(" ")
      .filter((child) => child !== "")
      .map(Number),
  );

/** A zombie is no process any more: nothing of it can run, and a kill changes nothing. */
function isAlive(pid: number): boolean {
  const stat = read(`/proc/${pid}/stat`);
  // The name stands in parentheses and may have any letters.
  return stat !== undefined && !stat.startsWith("Z", stat.lastIndexOf(")") + 2);
}

const strays = ({ uid, environment }: Stray): number[] =>
  namesIn("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) =>
      uid === undefined
        ? (read(`/proc/${pid}/environ`)?.includes(environment ?? "\0") ?? false)
        : (read(`/proc/${pid}/status`)?.includes(`\nUid:\t${uid}\t`) ?? false),
    );

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return undefined;
  }
}

function namesIn(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}
