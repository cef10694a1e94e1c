import type { Job } from "./job.ts";
import type { Launch } from "./launch.ts";
import { AWS_LAYOUT } from "./layout.ts";
import { dropTo, enter } from "./enter.ts";
import { foldersAbove, type Mounts } from "./mounts.ts";
import { AWS_GROUP_ID, AWS_USER_ID } from "./system-files.ts";

const BYTES_PER_MB = 1024 * 1024;

/** Namespaces of its own for everything, and of this machine's files only what is bound, read-only. */
export const bubblewrapLaunch = (job: Job, mounts: Mounts): Launch => ({
  command: "bwrap",
  args: [
    ...namespaces(job),
    ...(job.uid === undefined ? words(`--uid ${AWS_USER_ID} --gid ${AWS_GROUP_ID}`) : CAPABILITIES_TO_DROP),
    // Those that it makes by itself only root may enter.
    ...foldersAbove(mounts.binds.map(({ target }) => target)).flatMap((folder) => ["--dir", folder]),
    ...mounts.binds.flatMap(({ source, target }) => ["--ro-bind", source, target]),
    ...mounts.links.flatMap(({ path, to }) => ["--symlink", to, path]),
    ...words(`--proc /proc --dev /dev --dir /var/tmp --dir ${AWS_LAYOUT.task}`),
    ...words(`--perms 1777 --size ${job.tmpMb * BYTES_PER_MB} --tmpfs ${AWS_LAYOUT.tmp}`),
    // Both are in memory, and neither has a limit of its own.
    ...words("--remount-ro /dev --remount-ro /"),
    ...words(`--chdir ${AWS_LAYOUT.task} --die-with-parent --`),
    ...(job.uid === undefined ? [] : dropTo(job.uid)),
    ...words("/bin/sh -s"),
  ],
  // Nothing of the function's may reach what is still outside.
  variables: { PATH: "/usr/local/bin:/usr/bin:/bin" },
  folder: "/",
  script: enter(job),
});

/**
 * Root needs no user namespace, and is better off without: in one of its own it would still be the owner of root's files.
 */
const namespaces = ({ network, uid }: Job): string[] => [
  ...(uid === undefined ? ["--unshare-user"] : []),
  ...words("--unshare-ipc --unshare-pid --unshare-uts --unshare-cgroup-try"),
  ...(network === "open" ? [] : ["--unshare-net"]),
];

const words = (text: string): string[] => text.split(" ");

/** All but those by which it becomes somebody else. */
const CAPABILITIES_TO_DROP = words("--cap-drop ALL --cap-add CAP_SETUID --cap-add CAP_SETGID --cap-add CAP_SETPCAP");
