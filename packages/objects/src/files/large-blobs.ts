import { mkdir, opendir, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { type BlobId, isBlobId, shardOf } from "../blob-id.ts";
import { BlobIsMissing } from "../errors.ts";
import type { ByteRange, Page } from "../port.ts";
import type { Source } from "../source.ts";
import { blobStream } from "./blob-stream.ts";
import { blockWriter } from "./block-writer.ts";
import { close, fdatasync, fstat, hasCode, open, rename, unlink } from "./calls.ts";
import { folderSync, type FolderSync } from "./folder-sync.ts";
import { gate } from "./gate.ts";

/**
 * Blobs in files of their own: `blobs/<shard>/<id>`. One that is being written is in `incoming/`, which is emptied when the
 * folder is opened, and gets its name when its bytes are on disk.
 */
export type LargeBlobs = {
  /** Writes the chunks `head`, and then the rest of the source, into a file that nobody reads yet. */
  readonly write: (id: BlobId, head: readonly Uint8Array[], source: Source) => Promise<Draft>;
  /** Rejects with BlobIsMissing. */
  readonly read: (id: BlobId, range: ByteRange) => Promise<Readable>;
  readonly remove: (id: BlobId) => Promise<void>;
  /** The blobs of the first folders after one. */
  readonly list: (before: number, after: string) => Promise<Page>;
};

/** A file that is written and not yet a blob. */
export type Draft = {
  /** Makes it a blob; resolves when that is durable. */
  readonly keep: () => Promise<void>;
  readonly discard: () => Promise<void>;
};

/** A page of a listing ends with the folder in which it gets so many. */
const IDS_PER_PAGE = 1000;
/** Of the four threads that libuv has for files, those that wait for the disk to take a large file leave some for others. */
const SYNCS_AT_ONCE = 2;

type Folders = { readonly incoming: string; readonly blobs: string };

export async function openLargeBlobs(folder: string): Promise<LargeBlobs> {
  const folders = { incoming: join(folder, "incoming"), blobs: join(folder, "blobs") };
  await rm(folders.incoming, { recursive: true, force: true });
  await mkdir(folders.incoming, { recursive: true });
  await mkdir(folders.blobs, { recursive: true });
  const syncFolder = folderSync();
  // Whoever made folders in them before may have been killed before they were synced.
  await Promise.all([syncFolder(folder), syncFolder(folders.blobs)]);
  const throughSync = gate(SYNCS_AT_ONCE);
  let drafts = 0;

  return {
    write: async (id, head, source) => {
      const path = join(folders.incoming, `${id}.${drafts++}`);
      const fd = await open(path, "wx");
      try {
        await writeAll(fd, head, source);
      } catch (error) {
        await close(fd);
        await removeFile(path);
        throw error;
      }
      return {
        keep: async () => {
          try {
            await throughSync(() => fdatasync(fd)).finally(() => close(fd));
            await moveIn(path, id, { folders, syncFolder });
          } catch (error) {
            await Promise.all([removeFile(path), removeFile(pathOf(folders, id))]);
            throw error;
          }
        },
        discard: async () => {
          await close(fd);
          await removeFile(path);
        },
      };
    },
    read: (id, range) => readBlob(pathOf(folders, id), id, range),
    remove: (id) => removeFile(pathOf(folders, id)),
    list: (before, after) => listFrom(folders.blobs, before, after),
  };
}

const pathOf = ({ blobs }: Folders, id: BlobId): string => join(blobs, shardOf(id), id);

async function removeFile(path: string): Promise<void> {
  try {
    await unlink(path);
  } catch (error) {
    if (!hasCode(error, "ENOENT")) throw error;
  }
}

async function writeAll(fd: number, head: readonly Uint8Array[], source: Source): Promise<void> {
  const writer = blockWriter(fd);
  try {
    for (const chunk of head) await writer.write(chunk);
    for (let chunk = await source.next(); chunk !== undefined; chunk = await source.next()) await writer.write(chunk);
    await writer.finish();
  } finally {
    await writer.close();
  }
}

type Home = { readonly folders: Folders; readonly syncFolder: FolderSync };

async function moveIn(path: string, id: BlobId, { folders, syncFolder }: Home): Promise<void> {
  const shard = join(folders.blobs, shardOf(id));
  try {
    await rename(path, pathOf(folders, id));
  } catch (error) {
    if (!hasCode(error, "ENOENT")) throw error;
    await mkdir(shard, { recursive: true });
    await syncFolder(folders.blobs);
    await rename(path, pathOf(folders, id));
  }
  await syncFolder(shard);
}

async function readBlob(path: string, id: BlobId, { start, end }: ByteRange): Promise<Readable> {
  const fd = await openBlob(path, id);
  try {
    const { size } = await fstat(fd);
    return await blobStream(fd, { start, end: Math.min(end, size) });
  } catch (error) {
    await close(fd);
    throw error;
  }
}

async function openBlob(path: string, id: BlobId): Promise<number> {
  try {
    return await open(path, "r");
  } catch (error) {
    throw hasCode(error, "ENOENT") ? new BlobIsMissing(id) : error;
  }
}

async function listFrom(folder: string, before: number, after: string): Promise<Page> {
  const shards = (await readdir(folder)).filter((shard) => shard > after).toSorted();
  const ids: BlobId[] = [];
  for (const shard of shards) {
    for await (const { name } of await opendir(join(folder, shard))) {
      if (isBlobId(name) && (await writtenAt(join(folder, shard, name))) < before) ids.push(name);
    }
    if (ids.length >= IDS_PER_PAGE) return { ids, next: shard };
  }
  return { ids };
}

/** Later than everything, where the blob was removed meanwhile. */
async function writtenAt(path: string): Promise<number> {
  try {
    return (await stat(path)).mtimeMs;
  } catch (error) {
    if (hasCode(error, "ENOENT")) return Number.POSITIVE_INFINITY;
    throw error;
  }
}
