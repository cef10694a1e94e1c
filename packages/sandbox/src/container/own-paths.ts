import { readFile } from "node:fs/promises";
import { sep } from "node:path";
import type { Docker } from "./docker.ts";
import { isStatus } from "./docker-api.ts";

/** Where a path of ours is for the engine, which knows its machine's paths alone. */
export type EnginePath = (path: string) => string;

/**
 * How this process's paths are called on the engine's machine: where it is a container itself, by what is mounted into
 * it; a path that is in none of its mounts (code that is developed there) means the engine's own.
 */
export const enginePaths = async (docker: Docker): Promise<EnginePath> => pathsBy(await ownMounts(docker));

type Mount = { readonly Source: string; readonly Destination: string };

/** By the mounts of a container; they may lie in each other, and the innermost counts. */
export function pathsBy(mounts: readonly Mount[]): EnginePath {
  const innermostFirst = mounts.toSorted((a, b) => b.Destination.length - a.Destination.length);
  return (path) => {
    const mount = innermostFirst.find(({ Destination }) => path === Destination || path.startsWith(Destination + sep));
    return mount === undefined ? path : mount.Source + path.slice(mount.Destination.length);
  };
}

async function ownMounts(docker: Docker): Promise<readonly Mount[]> {
  const id = containerIdIn(await readFile("/proc/self/mountinfo", "utf8").catch(() => ""));
  if (id === undefined) return [];
  return await docker.inspect(id).then(
    (info) => info.Mounts,
    (error: unknown) => {
      // The engine is another one than that which has started us.
      if (isStatus(error, 404)) return [];
      throw error;
    },
  );
}

/**
 * The id of the container whose mounts these are: its engine mounts a file of its own for the container at /etc/hostname. A
 * container has no other sure sign of itself: its host name may be set.
 */
export function containerIdIn(mountinfo: string): string | undefined {
  const line = mountinfo.split("\n").find((each) => each.split(" ")[4] === "/etc/hostname");
  return /\/([0-9a-f]{64})\//.exec(line ?? "")?.[1];
}
