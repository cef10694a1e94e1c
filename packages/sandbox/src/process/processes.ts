import { readdirSync, readFileSync, statSync } from "node:fs";
import { getuid } from "node:process";

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
 * The first process and all that it has started, by their ids on this machine. Where the sandbox has processes of its own
 * (a pid namespace) that is all of it, because there the first process adopts orphans. Empty where nothing of it runs.
 */
export function descendants(first: number): number[] {
  const found: number[] = [];
  const add = (pid: number): void => {
    if (!isAlive(pid)) return;
    found.push(pid);
    childrenOf(pid).forEach(add);
  };
  add(first);
  return found;
}

/** What a sandbox has started and what is no descendant of its first process any more, because its parents have ended. */
export const strays = (stray: Stray): number[] =>
  namesIn("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => isOf(pid, stray));

function isOf(pid: number, { uid, environment }: Stray): boolean {
  // The owner comes cheap, and of others' processes nothing else can be read.
  const owner = statSync(`/proc/${pid}`, { throwIfNoEntry: false })?.uid;
  if (uid !== undefined) return owner === uid;
  if (owner !== getuid?.() || environment === undefined) return false;
  return read(`/proc/${pid}/environ`)?.includes(environment) ?? false;
}

/** Sends a signal to all processes of a sandbox, until none is left that did not get it; returns how many got it. */
export function signalAll(processes: () => readonly number[], signal: NodeJS.Signals): number {
  const told = new Set<number>();
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const news = processes().filter((pid) => !told.has(pid));
    if (news.length === 0) break;
    for (const pid of news) {
      told.add(pid);
      send(pid, signal);
    }
  }
  return told.size;
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

/** Its arguments, each with a zero byte after it. */
export const commandLine = (pid: number): string => read(`/proc/${pid}/cmdline`) ?? "";

/** Each thread lists the children that it has started. */
const childrenOf = (pid: number): number[] =>
  namesIn(`/proc/${pid}/task`).flatMap((thread) =>
    (read(`/proc/${pid}/task/${thread}/children`) ?? "")
      .split(" ")
      .filter((child) => child !== "")
      .map(Number),
  );

/** A zombie is not: nothing of it can run, and a kill changes nothing. */
function isAlive(pid: number): boolean {
  const stat = read(`/proc/${pid}/stat`);
  // The name stands in parentheses and may have any letters.
  return stat !== undefined && !stat.startsWith("Z", stat.lastIndexOf(")") + 2);
}

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
