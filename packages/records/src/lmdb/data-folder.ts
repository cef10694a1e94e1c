import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { hasCode, type Release, takeLock } from "./folder-lock.ts";

/** A folder that one process owns: the embedded engines keep their data in it. */
export type DataFolder = {
  /** Absolute. */
  readonly path: string;
  /** Lets other processes have the folder. Call it when the engines are closed. */
  readonly release: Release;
};

/** Why a folder cannot hold Skylab's data: one sentence or two, for the person who chose the folder. */
export class DataFolderError extends Error {
  override readonly name = "DataFolderError";
}

/** The format of everything in the folder. A Skylab that changes it counts on, and reads the older ones. */
const FORMAT = 1;
const MARKER = "skylab.json";
/** Names that a folder may hold and count as empty: what we begin with ourselves, and what a new ext4 volume has. */
const COUNTS_AS_EMPTY = /^(skylab\..*|lost\+found)$/;
const NAMED_FILES = 3;

/**
 * Makes the folder where there is none, and takes it for this process until it is released or the process ends, however
 * that happens. Rejects with a DataFolderError for a folder that holds something else, that cannot be written, that a
 * newer Skylab made, or that another process owns.
 */
export async function openDataFolder(path: string): Promise<DataFolder> {
  const folder = resolve(path);
  const names = await usable(folder, async () => {
    await makeFolder(folder);
    return readdir(folder);
  });
  if (names.includes(MARKER)) await checkMarker(folder);
  else {
    refuseForeign(folder, names);
    await usable(folder, () => writeMarker(folder));
  }
  const lock = await usable(folder, () => takeLock(folder));
  if ("owner" in lock) {
    throw new DataFolderError(
      `${folder} is in use by process ${lock.owner}. Stop it, or choose another with SKYLAB_DATA.`,
    );
  }
  return { path: folder, release: lock.release };
}

/** Node's own recursive mkdir never returns for a folder like /proc/skylab, where the parent exists and takes no folder. */
async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder);
  } catch (error) {
    if (hasCode(error, "EEXIST")) return;
    if (!hasCode(error, "ENOENT") || dirname(folder) === folder) throw error;
    await makeFolder(dirname(folder));
    await mkdir(folder);
  }
}

function refuseForeign(folder: string, names: readonly string[]): void {
  const foreign = names.filter((name) => !COUNTS_AS_EMPTY.test(name)).toSorted();
  if (foreign.length === 0) return;
  const more = foreign.length > NAMED_FILES ? ` and ${foreign.length - NAMED_FILES} more` : "";
  const held = foreign.slice(0, NAMED_FILES).join(", ") + more;
  throw new DataFolderError(
    `${folder} is not a Skylab data folder: it holds ${held}. Choose another with SKYLAB_DATA.`,
  );
}

async function checkMarker(folder: string): Promise<void> {
  const format = formatIn(await usable(folder, () => readFile(join(folder, MARKER), "utf8")));
  if (format === FORMAT) return;
  throw new DataFolderError(
    format === undefined
      ? `${folder} is damaged: its ${MARKER} names no format. Choose another with SKYLAB_DATA.`
      : `${folder} was made by a newer Skylab (format ${format}; this one knows ${FORMAT}). Choose another with SKYLAB_DATA.`,
  );
}

function formatIn(text: string): number | undefined {
  try {
    const marker: unknown = JSON.parse(text);
    if (typeof marker !== "object" || marker === null || !("format" in marker)) return undefined;
    return typeof marker.format === "number" ? marker.format : undefined;
  } catch {
    return undefined;
  }
}

/** Whole or not at all: another process may look at the same moment. */
async function writeMarker(folder: string): Promise<void> {
  const draft = join(folder, `${MARKER}.${process.pid}`);
  await writeFile(draft, `${JSON.stringify({ format: FORMAT })}\n`);
  await rename(draft, join(folder, MARKER));
}

async function usable<T>(folder: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (cause) {
    throw new DataFolderError(`${folder} cannot be used: ${reasonOf(cause)}. Choose another with SKYLAB_DATA.`, {
      cause,
    });
  }
}

/** Node's message is `EACCES: permission denied, mkdir '/data'`. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const [, code, reason = error.message] = /^([A-Z]+): ([^,]+)/.exec(error.message) ?? [];
  return code === "ENOTDIR" ? "it is a file or lies below one" : reason;
}
