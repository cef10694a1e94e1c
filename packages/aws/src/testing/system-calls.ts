import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";

/** A call of the operating system: https://man7.org/linux/man-pages/man1/strace.1.html */
export type SystemCall = {
  readonly name: string;
  /** As strace writes them, each descriptor with its file: `19</tmp/a/data.mdb>, "…", 8192, 16384`. */
  readonly words: string;
  /** `0`, `19</tmp/a/data.mdb>`, `-1 ENOENT (No such file or directory)`; empty where the call never ended. */
  readonly result: string;
  /** The places of its beginning and its end among those of all calls. */
  readonly begun: number;
  readonly ended: number;
};

const WRITES = ["write", "writev", "pwrite64", "pwritev", "pwritev2"];
const SYNCS = ["fsync", "fdatasync"];
const OPENINGS = ["open", "openat"];
const NAMINGS = ["mkdir", "mkdirat", "rename", "renameat", "renameat2"];

const STRACE = "strace";
const FLAGS: readonly string[] = [
  // All threads.
  "-f",
  // The file of each descriptor.
  "-y",
  // What goes through io_uring, strace does not see.
  "-EUV_USE_IO_URING=0",
  "-esignal=none",
  // Not every processor has each of them.
  `-etrace=${[...WRITES, ...SYNCS, ...OPENINGS, ...NAMINGS].map((name) => `?${name}`).join()}`,
];

/** Why `systemCallsOf` cannot work here; `undefined` where it can. */
export function whyNoSystemCalls(): string | undefined {
  const { error, status, stderr } = spawnSync(STRACE, [...FLAGS, "-o", "/dev/null", "true"], { encoding: "utf8" });
  if (error !== undefined) return error.message;
  return status === 0 ? undefined : stderr.trim().split("\n").at(-1);
}

/** Runs a script of Node to its end, and tells what of its system calls concerns writing, syncing and naming files. */
export async function systemCallsOf(script: string, ...words: readonly string[]): Promise<readonly SystemCall[]> {
  const folder = await mkdtemp(join(tmpdir(), "skylab.strace-"));
  const trace = join(folder, "trace");
  try {
    const strace = spawn(STRACE, [...FLAGS, "-o", trace, process.execPath, script, ...words], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    const [errors, [status]] = await Promise.all([text(strace.stderr), once(strace, "close")]);
    if (status !== 0) throw new Error(`${script} ended with ${String(status)}: ${errors}`);
    return parseTrace(await readFile(trace, "utf8"));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/**
 * `12  fsync(7</tmp/a>) = 0`, or, where another thread's call is told in between, `12  fsync(7</tmp/a> <unfinished ...>`
 * and later `12  <... fsync resumed>) = 0`.
 */
export function parseTrace(trace: string): readonly SystemCall[] {
  const calls: SystemCall[] = [];
  const unfinished = new Map<string, { readonly start: string; readonly begun: number }>();
  for (const [place, line] of trace.split("\n").entries()) {
    const [, thread = "", told = ""] = /^(\d+) +(.*)$/.exec(line) ?? [];
    const [, start] = /^(.*) <unfinished \.\.\.>/.exec(told) ?? [];
    const [, rest] = /^<\.\.\. \w+ resumed>(.*)$/.exec(told) ?? [];
    if (start !== undefined) unfinished.set(thread, { start, begun: place });
    else if (rest === undefined) calls.push(...callIn(told, place, place));
    else {
      const call = unfinished.get(thread);
      unfinished.delete(thread);
      if (call !== undefined) calls.push(...callIn(call.start + rest, call.begun, place));
    }
  }
  for (const { start, begun } of unfinished.values()) calls.push(...callIn(`${start}) = `, begun, Infinity));
  return calls.toSorted((one, other) => one.begun - other.begun);
}

/** None, where a thread's end is told. */
function callIn(told: string, begun: number, ended: number): readonly SystemCall[] {
  const [, name, words = "", result = ""] = /^(\w+)\((.*)\) += (.*)$/.exec(told) ?? [];
  return name === undefined ? [] : [{ name, words, result, begun, ended }];
}

/** The calls that wrote to a file. */
export function writesTo(path: string, calls: readonly SystemCall[]): readonly SystemCall[] {
  return calls.filter((call) => WRITES.includes(call.name) && fileOf(call) === path);
}

/** The calls that had a file, or what a folder names, put on the disk, and ended well. */
export function syncsOf(path: string, calls: readonly SystemCall[]): readonly SystemCall[] {
  return calls.filter((call) => SYNCS.includes(call.name) && fileOf(call) === path && call.result === "0");
}

/** The call that made a folder of this path, or gave the path to a file that had another. */
export function namingOf(path: string, calls: readonly SystemCall[]): SystemCall | undefined {
  return calls.find((call) => NAMINGS.includes(call.name) && pathsIn(call).at(-1) === path && call.result === "0");
}

/** The paths among the arguments: `"/tmp/a", "/tmp/b"`. */
export function pathsIn({ words }: SystemCall): readonly string[] {
  return Array.from(words.matchAll(/"([^"]*)"/g), ([, path = ""]) => path);
}

/** What was written to a file before a call began, and was not sure to be on the disk then. */
export function unsyncedBefore(call: SystemCall, path: string, calls: readonly SystemCall[]): readonly SystemCall[] {
  const syncs = syncsOf(path, calls).filter(({ ended }) => ended < call.begun);
  const isSynced = (write: SystemCall): boolean =>
    syncs.some(({ begun }) => begun > write.ended) || (write.ended < call.begun && isWrittenThrough(write, calls));
  return writesTo(path, calls).filter((write) => write.begun < call.begun && !isSynced(write));
}

/** Was the file opened so that a write ends when the disk has it? https://man7.org/linux/man-pages/man2/open.2.html */
function isWrittenThrough(write: SystemCall, calls: readonly SystemCall[]): boolean {
  const descriptor = descriptorOf(write);
  const opened = calls.findLast(
    ({ name, result, ended }) => OPENINGS.includes(name) && result === descriptor && ended < write.begun,
  );
  return opened !== undefined && /\bO_D?SYNC\b/.test(opened.words);
}

/** The lines that the process wrote to its output, each in one call. */
export function linesSaid(calls: readonly SystemCall[]): readonly (SystemCall & { readonly line: string })[] {
  return calls.flatMap((call) => {
    const [, line] = /^1<.*>, "(.*)\\n", \d+$/.exec(call.words) ?? [];
    return call.name === "write" && line !== undefined ? [{ ...call, line }] : [];
  });
}

/** `19</tmp/a/data.mdb>` */
const descriptorOf = ({ words }: SystemCall): string | undefined => /^\d+<[^>]*>/.exec(words)?.[0];

const fileOf = (call: SystemCall): string | undefined => descriptorOf(call)?.replace(/^\d+<(.*)>$/, "$1");
