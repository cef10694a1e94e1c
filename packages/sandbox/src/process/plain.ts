import { statSync } from "node:fs";
import { dirname } from "node:path";
import type { Job } from "./job.ts";
import type { Launch } from "./launch.ts";
import { limits } from "./limits.ts";

/**
 * A child process and no more: an environment made from scratch, a folder of its own, limits, and a user id of its own
 * where Skylab may give it one.
 */
export const plainLaunch = ({ command, memoryMb, layout, variables, uid }: Job): Launch => ({
  command: "/bin/sh",
  args: ["-c", `${limits(memoryMb, { countsProcesses: uid !== undefined })}\nexec "$@"`, "sh", ...command],
  variables,
  folder: layout.task,
  ...(uid === undefined ? {} : { uid }),
  stray: uid === undefined ? { environment: `SKYLAB_SOCKETS=${layout.sockets}\0` } : { uid },
});

/** Whether any user of this machine may use what is at this path. */
export function isOpenToAll(path: string): boolean {
  const READ_AND_ENTER = 0o005;
  const ENTER = 0o001;
  if ((statSync(path).mode & READ_AND_ENTER) !== READ_AND_ENTER) return false;
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if ((statSync(folder).mode & ENTER) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}
