import { createWriteStream } from "node:fs";
import { lstat, mkdir, realpath, rm, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { buffer } from "node:stream/consumers";
import { type Entry, open, type ZipFile } from "yauzl";
import { HostRefusal } from "../port.ts";
import { checkTarget, invalidZip, leadsOut, placeOf } from "./entry.ts";
import { MAX_ENTRIES, MAX_UNPACKED_BYTES } from "./limits.ts";

const MAX_LINK_BYTES = 4096;

type Link = { readonly path: string; readonly target: string };

/**
 * Unpacks a zip file into a folder that exists; what is there of the same name is replaced. Returns how many bytes there
 * were, which are `limit` at most. Rejects with a HostRefusal for a file that is damaged, too large, or hostile; part of it
 * may then be in the folder, but nothing outside of it.
 */
export async function unpackZip(file: string, folder: string, limit: number): Promise<number> {
  const zip = await openZip(file);
  const links: Link[] = [];
  let left = limit;
  try {
    if (zip.entryCount > MAX_ENTRIES) throw invalidZip(`There are more than ${MAX_ENTRIES} files.`);
    for await (const entry of entriesOf(zip)) {
      left -= entry.uncompressedSize;
      // yauzl ends an entry with an error that has more bytes than it says.
      if (left < 0) throw tooLarge();
      await unpackEntry({ zip, folder, links }, entry);
    }
  } catch (error) {
    throw error instanceof HostRefusal || isOfDisk(error) ? error : invalidZip(messageOf(error));
  } finally {
    zip.close();
  }
  // Last of all, so that nothing is ever written by way of a link.
  for (const link of links) await makeLink(await realpath(folder), link);
  return limit - left;
}

const tooLarge = (): HostRefusal => invalidZip(`Unzipped size must be smaller than ${MAX_UNPACKED_BYTES} bytes`);

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** A full disk is no fault of the file; a file where a folder is, is. */
const OF_DISK: ReadonlySet<unknown> = new Set([
  "ENOSPC",
  "EDQUOT",
  "EMFILE",
  "ENFILE",
  "EIO",
  "EACCES",
  "EPERM",
  "EROFS",
]);
const isOfDisk = (error: unknown): boolean => error instanceof Error && "code" in error && OF_DISK.has(error.code);

function openZip(file: string): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    const options = { lazyEntries: true, autoClose: false, strictFileNames: false, validateEntrySize: true } as const;
    open(file, options, (error, zip) => {
      if (error) return reject(invalidZip(error.message));
      // Whoever waits for an entry hears of it, too.
      zip.on("error", () => undefined);
      resolve(zip);
    });
  });
}

async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
  for (let entry = await nextOf(zip); entry !== undefined; entry = await nextOf(zip)) yield entry;
}

function nextOf(zip: ZipFile): Promise<Entry | undefined> {
  return new Promise((resolve, reject) => {
    const done = (): void => {
      zip.off("entry", onEntry).off("end", onEnd).off("error", onError);
    };
    const onEntry = (entry: Entry): void => (done(), resolve(entry));
    const onEnd = (): void => (done(), resolve(undefined));
    const onError = (error: Error): void => (done(), reject(error));
    zip.once("entry", onEntry).once("end", onEnd).once("error", onError);
    zip.readEntry();
  });
}

type Unpacking = { readonly zip: ZipFile; readonly folder: string; readonly links: Link[] };

async function unpackEntry({ zip, folder, links }: Unpacking, entry: Entry): Promise<void> {
  const placed = placeOf(entry);
  const path = join(folder, placed.path);
  if (placed.kind === "folder") return void (await mkdir(path, { recursive: true }));
  if (placed.kind === "link") return void links.push({ path: placed.path, target: await targetOf(zip, entry) });
  await mkdir(dirname(path), { recursive: true });
  // A layer's file takes the place of one before it, which nobody may write to.
  await rm(path, { force: true });
  await pipeline(await contentOf(zip, entry), createWriteStream(path, { mode: placed.mode, flags: "wx" }));
}

function contentOf(zip: ZipFile, entry: Entry): Promise<Readable> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream)));
  });
}

async function targetOf(zip: ZipFile, entry: Entry): Promise<string> {
  if (entry.uncompressedSize > MAX_LINK_BYTES) throw invalidZip(`${entry.fileName} is no symbolic link.`);
  return (await buffer(await contentOf(zip, entry))).toString();
}

async function makeLink(root: string, { path, target }: Link): Promise<void> {
  checkTarget(path, target);
  const full = join(root, path);
  await mkdir(dirname(full), { recursive: true });
  if ((await realpath(dirname(full))) !== dirname(full)) throw leadsOut(path);
  // A folder stays what it is, as it is with `unzip`.
  const there = await lstat(full).catch(() => undefined);
  if (there?.isDirectory() === true) return;
  await rm(full, { force: true });
  await symlink(target, full);
}
