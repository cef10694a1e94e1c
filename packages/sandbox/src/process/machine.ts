import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getuid } from "node:process";
import { bubblewrapLaunch } from "./bubblewrap.ts";
import type { Job, NetworkMode } from "./job.ts";
import type { Launch } from "./launch.ts";
import { findLeash, onLeash } from "./leash.ts";
import { AWS_LAYOUT, INSIDE_FOLDER, runtimeFolder, sdkFolder } from "./layout.ts";
import { type ProcessLevel, strongestLevel } from "./levels.ts";
import type { Mounts } from "./mounts.ts";
import { plainLaunch } from "./plain.ts";
import type { Mount } from "./program.ts";
import { passwdOf, type SystemFiles, systemFiles } from "./system-files.ts";
import { unshareLaunch } from "./unshare.ts";
import { ownUserIds, type UserIds } from "./user-ids.ts";

/** What was found out about this machine, and what all sandboxes of a runner share. */
export type Machine = {
  readonly level: ProcessLevel;
  /** Only root can give sandboxes user ids of their own. */
  readonly uids: UserIds | undefined;
  /** Ours, and gone with the runner. */
  readonly folder: string;
  readonly launch: (job: Job) => Launch;
};

/** Tries out the levels, which takes some dozens of milliseconds. */
export function lookAtMachine(wanted: ProcessLevel, network: NetworkMode): Machine {
  const folder = mkdtempSync(join(tmpdir(), "skylab-"));
  // Sandboxes go through it as users of their own; nobody lists it.
  chmodSync(folder, 0o711);
  mkdirSync(join(folder, "root"));
  cpSync(INSIDE_FOLDER, runtimeFolder(folder), { recursive: true });
  const files = systemFiles(folder, { isOpen: network === "open" });
  const uids = getuid?.() === 0 ? ownUserIds() : undefined;
  const leash = findLeash();
  const launchAt = (level: ProcessLevel, job: Job): Launch => {
    if (level === "plain") return onLeash(leash, plainLaunch(job));
    const mounts = mountsOf(job, files, folder);
    if (level === "bubblewrap") return bubblewrapLaunch(job, mounts);
    return onLeash(leash, unshareLaunch(job, mounts, join(folder, "root")));
  };
  const uid = uids?.take();
  const level = strongestLevel(wanted, (tried) => launchAt(tried, trialJob(folder, network, uid)));
  if (uid !== undefined) uids?.give(uid);
  return { level, uids, folder, launch: (job) => launchAt(level, job) };
}

function mountsOf({ task, opt, sockets, mounts, uid }: Job, files: SystemFiles, folder: string): Mounts {
  return {
    binds: [
      ...files.folders.map((path) => ({ source: path, target: path })),
      { source: files.etc, target: "/etc" },
      ...(uid === undefined ? [] : [{ source: passwdFile(folder, uid), target: "/etc/passwd" }]),
      { source: runtimeFolder(folder), target: AWS_LAYOUT.runtime },
      { source: sockets, target: AWS_LAYOUT.sockets },
      ...taskMounts(task, uid),
      ...(opt === undefined ? [] : [{ source: opt, target: AWS_LAYOUT.opt }]),
      ...mounts,
    ],
    links: [...files.links, ...packageLinks(opt)],
  };
}

/**
 * Node.js looks for packages in all folders above the code, so that ES modules, to which NODE_PATH is nothing, find the SDK at
 * no cost. With a layer they cannot: its packages come first.
 */
const packageLinks = (opt: string | undefined): Mounts["links"] =>
  opt !== undefined && existsSync(join(opt, "nodejs"))
    ? []
    : [{ path: "/node_modules", to: sdkFolder(AWS_LAYOUT.runtime) }];

/**
 * A folder that its owner keeps closed to others, as somebody's own may be, is opened by way of what is in it: the sandbox's
 * user could not enter it.
 */
function taskMounts(task: string, uid: number | undefined): Mount[] {
  const whole = { source: task, target: AWS_LAYOUT.task };
  if (uid === undefined || (statSync(task).mode & OTHERS_MAY_LOOK) === OTHERS_MAY_LOOK) return [whole];
  return readdirSync(task).map((name) => ({ source: join(task, name), target: join(AWS_LAYOUT.task, name) }));
}

const OTHERS_MAY_LOOK = 0o005;

/** One for each user id, kept for the next sandbox that has it. */
function passwdFile(folder: string, uid: number): string {
  const path = join(folder, `passwd-${uid}`);
  if (!existsSync(path)) writeFileSync(path, passwdOf(uid));
  return path;
}

/** A sandbox in which nothing runs, to see whether it comes up. */
const trialJob = (folder: string, network: NetworkMode, uid: number | undefined): Job => ({
  memoryMb: TRIAL_MEMORY_MB,
  tmpMb: TRIAL_MEMORY_MB,
  task: folder,
  opt: undefined,
  sockets: folder,
  layout: AWS_LAYOUT,
  hasInit: false,
  command: ["/bin/sh", "-c", "exit 0"],
  mounts: [],
  variables: {},
  uid,
  network,
});

const TRIAL_MEMORY_MB = 128;
