import { chmod, readdir, rm } from "node:fs/promises";
import { join } from "node:path";

const SEALED = 0o555;
const OPEN = 0o755;

/** Lets nobody add to a tree of folders, or take from it. */
export const sealTree = (folder: string): Promise<void> => changeFolders(folder, SEALED);

/** Removes a tree, sealed or not; one that is not there is no error. */
export async function removeTree(folder: string): Promise<void> {
  await changeFolders(folder, OPEN).catch(() => undefined);
  await rm(folder, { recursive: true, force: true });
}

async function changeFolders(folder: string, mode: number): Promise<void> {
  // Before it is read, where it is being opened; links are not followed.
  await chmod(folder, mode);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) await changeFolders(join(folder, entry.name), mode);
  }
}
