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
 * The first process and all that it has started, by their ids on this machine: where the sandbox has processes of its own
 * (a pid namespace), because there an orphan's parent is the sandbox's first process. Empty where nothing of it runs.
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

/** The same where orphans become the machine's: what has lost its parents is found by what `stray` says. */
export function descendantsAndStrays(first: number, stray: Stray): number[] {
  const processes = allProcesses();
  const began = processes.get(first)?.began ?? 0;
  const found = new Set<number>();
  const add = (pid: number): void => {
    if (found.has(pid)) return;
    found.add(pid);
    for (const [child, { parent }] of processes) if (parent === pid) add(child);
  };
  for (const [pid, process] of processes) {
    if (pid === first || process.group === first || (process.began >= began && isStray(pid, stray))) add(pid);
  }
  return [...found];
}

type Process = { readonly parent: number; readonly group: number; readonly began: number };

/** All that are alive. */
function allProcesses(): Map<number, Process> {
  const processes = new Map<number, Process>();
  for (const name of namesIn("/proc")) {
    const fields = /^\d+$/.test(name) ? fieldsOf(Number(name)) : undefined;
    if (fields === undefined) continue;
    const [, parent, group] = fields;
    processes.set(Number(name), { parent: Number(parent), group: Number(group), began: Number(fields[BEGAN]) });
  }
  return processes;
}

const isStray = (pid: number, { uid, environment }: Stray): boolean =>
  (uid !== undefined && (read(`/proc/${pid}/status`)?.includes(`\nUid:\t${uid}\t`) ?? false)) ||
  (environment !== undefined && (read(`/proc/${pid}/environ`)?.includes(environment) ?? false));

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

const isAlive = (pid: number): boolean => fieldsOf(pid) !== undefined;

/** When it was started, among the fields of /proc/<pid>/stat that come after the name. https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
const BEGAN = 19;

/** From the state on; a zombie has none, because nothing of it can run and a kill changes nothing. */
function fieldsOf(pid: number): string[] | undefined {
  const stat = read(`/proc/${pid}/stat`);
  // The name stands in parentheses and may have any letters.
  const fields = stat?.slice(stat.lastIndexOf(")") + 2).split(" ");
  return fields === undefined || fields[0] === "Z" ? undefined : fields;
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
