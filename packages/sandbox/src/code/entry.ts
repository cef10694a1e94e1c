import { posix } from "node:path";
import type { Entry } from "yauzl";
import { HostRefusal } from "../port.ts";

/** What an entry of a zip file becomes on the disk. */
export type Placed = {
  /** Relative, without `..`; never the folder itself. */
  readonly path: string;
  readonly kind: "file" | "folder" | "link";
  /** Permissions. */
  readonly mode: number;
};

export const invalidZip = (why: string): HostRefusal => new HostRefusal("InvalidZipFile", why);

/** The upper half of the external attributes is the mode where a Unix wrote the entry. https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT */
const KIND_BITS = 0o170_000;
const KINDS: Readonly<Record<number, Placed["kind"]>> = {
  0: "file",
  0o100_000: "file",
  0o040_000: "folder",
  0o120_000: "link",
};

/** Everybody may read, as the user of a sandbox is another one; nobody may write; neither setuid nor setgid. */
const READABLE = 0o444;
const EXECUTABLE = 0o111;

/** Where an entry goes. Throws a HostRefusal for what must not be unpacked; yauzl has refused `..` and absolute names. */
export function placeOf({ fileName, externalFileAttributes }: Entry): Placed {
  const attributes = externalFileAttributes >>> 16;
  const kind = fileName.endsWith("/") ? "folder" : KINDS[attributes & KIND_BITS];
  if (kind === undefined) throw invalidZip(`${fileName} is neither file, folder nor symbolic link.`);
  const path = posix.normalize(fileName).replace(/\/+$/, "");
  if (path === "" || path.startsWith("..") || path.includes("\0"))
    throw invalidZip(`${fileName} is no name of a file.`);
  return { path, kind, mode: READABLE | (attributes & EXECUTABLE) };
}

/**
 * Throws where a link leads out of its folder. It may go up at the beginning only, from a folder that is no link itself:
 * so links cannot lead out by way of one another either.
 */
export function checkTarget(path: string, target: string): void {
  const steps = target.split("/").filter((step) => step !== "." && step !== "");
  const down = steps.findIndex((step) => step !== "..");
  const up = down < 0 ? steps.length : down;
  const goesUpLater = steps.slice(up).includes("..");
  if (target === "" || target.startsWith("/") || goesUpLater || up >= path.split("/").length) throw leadsOut(path);
}

export const leadsOut = (path: string): HostRefusal =>
  invalidZip(`${path} is a symbolic link that leads out of its folder.`);
