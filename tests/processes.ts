import { execFileSync } from "node:child_process";

type Process = { readonly pid: number; readonly parent: number };

/** All of this machine. */
function processes(): readonly Process[] {
  const lines = execFileSync("ps", ["-A", "-o", "pid=,ppid=,stat="], { encoding: "utf8" }).trim().split("\n");
  const words = lines.map((line) => line.trim().split(/\s+/));
  // Of a zombie nothing can run.
  return words.flatMap(([pid, parent, stat = ""]) =>
    stat.startsWith("Z") ? [] : [{ pid: Number(pid), parent: Number(parent) }],
  );
}

/** What a process has started and what has not ended: of Skylab, the sandboxes of functions. */
export const childrenOf = (parent: number): readonly number[] =>
  processes().flatMap((each) => (each.parent === parent ? [each.pid] : []));

/** Those of some processes that have not ended. */
export const stillThere = (pids: readonly number[]): readonly number[] =>
  processes().flatMap(({ pid }) => (pids.includes(pid) ? [pid] : []));

/** SIGKILL for processes, unless they have ended meanwhile. */
export function kill9(pids: readonly number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, "SIGKILL");
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
    }
  }
}
