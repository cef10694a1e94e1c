import { close, fsync, open } from "./calls.ts";

/** Makes the names in folders durable: a file that was renamed is found after a power failure only then. */
export type FolderSync = (folder: string) => Promise<void>;

/**
 * Syncs in rounds: what is asked for while one runs goes into the next, each folder once. All folders of a round are synced
 * at the same time, so that the file system can do it in one commit of its journal.
 */
export function folderSync(): FolderSync {
  let gathering = new Set<string>();
  let next: Promise<void> | undefined;
  let running: Promise<unknown> = Promise.resolve();

  const round = async (): Promise<void> => {
    await running;
    const folders = gathering;
    gathering = new Set();
    next = undefined;
    const done = Promise.all(Array.from(folders, syncFolder));
    running = done.catch(() => undefined);
    await done;
  };
  return (folder) => {
    gathering.add(folder);
    next ??= round();
    return next;
  };
}

async function syncFolder(folder: string): Promise<void> {
  const fd = await open(folder, "r");
  try {
    await fsync(fd);
  } finally {
    await close(fd);
  }
}
