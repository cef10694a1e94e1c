import { statSync } from "node:fs";
import { dirname } from "node:path";
import { dropTo, enter, GIVE_UP, quoted } from "./enter.ts";
import type { Job } from "./job.ts";
import type { Launch } from "./launch.ts";
import { AWS_LAYOUT } from "./layout.ts";
import type { Mounts } from "./mounts.ts";
import type { Mount } from "./program.ts";

const DEVICES = ["null", "zero", "full", "random", "urandom"].map((name) => `/dev/${name}`);

const FSTAB = "/fstab";

/** Of the root folder's own files, of which there are none. */
const ROOT_SIZE = "1m";

/**
 * The same by util-linux's programs alone: namespaces, then a root folder put together by a shell, then the old one let
 * go. The shell stays as the first process, which must adopt orphans, and never has anything of the function's.
 * `root` is an empty folder of this machine, over which the new one is mounted.
 */
export const unshareLaunch = (job: Job, mounts: Mounts, root: string): Launch => ({
  command: "unshare",
  args: [
    ...(job.uid !== undefined ? [] : ["--user", "--map-root-user"]),
    "--mount",
    "--ipc",
    "--pid",
    "--uts",
    "--fork",
    "--kill-child",
    ...(job.network === "open" ? [] : ["--net"]),
    "/bin/sh",
    "-c",
    buildRoot(job, mounts, root),
  ],
  variables: { PATH: "/usr/sbin:/usr/bin:/sbin:/bin" },
  folder: "/",
  script: enter(job),
});

function buildRoot(job: Job, { binds, links }: Mounts, root: string): string {
  const inRoot = (path: string): string => quoted(root + path);
  const all = [...binds, ...DEVICES.map((path) => ({ source: path, target: path }))];
  const folders = [...new Set(all.map(({ source, target }) => (isFolder(source) ? target : dirname(target))))];
  const files = all.filter(({ source, target }) => !isFolder(source) && !isInside(binds, target));
  const drop = job.uid === undefined ? ["setpriv", ...GIVE_UP, "--"] : dropTo(job.uid);
  return [
    "set -e",
    ...(job.network === "open" ? [] : ["ip link set lo up"]),
    `mount -t tmpfs -o size=${ROOT_SIZE},mode=755 skylab ${quoted(root)}`,
    `mkdir -p ${[...folders, AWS_LAYOUT.task, AWS_LAYOUT.tmp, "/var/tmp", "/proc", "/old"].map(inRoot).join(" ")}`,
    ...files.map(({ target }) => `: >${inRoot(target)}`),
    ...links.map(({ path, to }) => `ln -s ${quoted(to)} ${inRoot(path)}`),
    `printf %s ${quoted(fstab(all, job, root))} >${inRoot(FSTAB)}`,
    `mount -a -T ${inRoot(FSTAB)}`,
    `cd ${quoted(root)}`,
    "pivot_root . old",
    "cd /",
    "umount -l /old",
    // It tells of paths of this machine.
    `: >${FSTAB}`,
    "mount -o remount,bind,ro /",
    `cd ${AWS_LAYOUT.task}`,
    "set +e",
    [...drop, "/bin/sh", "-s"].map(quoted).join(" "),
    "exit $?",
  ].join("\n");
}

const isFolder = (path: string): boolean => statSync(path).isDirectory();

/** A file on a read-only bind is there already. */
const isInside = (binds: readonly Mount[], path: string): boolean =>
  binds.some(({ target }) => path.startsWith(`${target}/`));

/** One call of mount does them all: a process for each would cost a millisecond each. */
function fstab(binds: readonly Mount[], { tmpMb, uid }: Job, root: string): string {
  const owner = uid === undefined ? "" : `,uid=${uid}`;
  return [
    ...binds.map(({ source, target }) =>
      [source, root + target, "none", `rbind,ro,nosuid${DEVICES.includes(source) ? "" : ",nodev"}`]
        .map(escaped)
        .join(" "),
    ),
    `tmpfs ${escaped(root + AWS_LAYOUT.tmp)} tmpfs size=${tmpMb}m,mode=1777,nosuid,nodev${owner}`,
    `proc ${escaped(root)}/proc proc nosuid,nodev,noexec`,
    "",
  ].join("\n");
}

const escaped = (path: string): string =>
  path.replaceAll("\\", "\\134").replaceAll(" ", "\\040").replaceAll("\t", "\\011");
