import * as fs from "node:fs";
import { promisify } from "node:util";
import { OutOfSpace } from "../errors.ts";

// By file descriptors: a FileHandle of node:fs/promises costs as much CPU again as the call.

export const close = promisify(fs.close);
export const fdatasync = promisify(fs.fdatasync);
export const fstat = promisify(fs.fstat);
export const fsync = promisify(fs.fsync);
export const open = promisify(fs.open);
export const rename = promisify(fs.rename);
export const unlink = promisify(fs.unlink);
const readSome = promisify(fs.read);
const writeSome = promisify(fs.write);

/** Reads until the buffer is full or the file ends; resolves to how many bytes that are. */
export async function readAt(fd: number, into: Uint8Array, position: number): Promise<number> {
  let filled = 0;
  while (filled < into.length) {
    const { bytesRead } = await readSome(fd, into, filled, into.length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return filled;
}

/** Writes all of the bytes: a disk that is almost full takes a part of them, and refuses the rest. */
export async function writeAt(fd: number, bytes: Uint8Array, position: number): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    const { bytesWritten } = await writeSome(fd, bytes, written, bytes.length - written, position + written);
    written += bytesWritten;
  }
}

/** Is this an error of the system, with this code? */
export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}

/** A full disk in the port's word, every other error as it is. */
export function namedError(error: unknown): unknown {
  return hasCode(error, "ENOSPC") || hasCode(error, "EDQUOT") ? diskIsFull(error) : error;
}

export function diskIsFull(cause: unknown): OutOfSpace {
  return new OutOfSpace("The disk of the data folder is full", { cause });
}
