import { writeSync } from "node:fs";
import type { Readable } from "node:stream";

/** As packages/sandbox/src/output-frame.ts has frames; this kind tells that an extension wrote it. */
const FRAME_MARK = 0xa55a00ee;
const FRAME_HEAD_BYTES = 16;
const LENGTH_AT = 4;

/** A longer line is cut: the host takes no larger frame. */
const MAX_LINE_BYTES = 128 * 1024;
const LINE_END = 0x0a;

/** Hands on what an extension writes, marked as its own: what it is told of it must not make it write more. */
export const forwardOutput = (stream: Readable, to: number): void => {
  let rest: Buffer = Buffer.alloc(0);
  stream.on("data", (bytes: Buffer) => {
    rest = Buffer.concat([rest, bytes]);
    for (let length = lineLength(rest); length > 0; length = lineLength(rest)) {
      writeWhole(to, frame(rest.subarray(0, length)));
      rest = rest.subarray(length);
    }
  });
  stream.on("end", () => {
    if (rest.length > 0) writeWhole(to, frame(rest));
  });
  stream.on("error", () => {});
};

const lineLength = (bytes: Buffer): number => {
  const end = bytes.indexOf(LINE_END) + 1;
  if (end > 0) return Math.min(end, MAX_LINE_BYTES);
  return bytes.length >= MAX_LINE_BYTES ? MAX_LINE_BYTES : 0;
};

const frame = (line: Buffer): Buffer => {
  const head = Buffer.alloc(FRAME_HEAD_BYTES);
  head.writeUInt32BE(FRAME_MARK);
  head.writeUInt32BE(line.length, LENGTH_AT);
  return Buffer.concat([head, line]);
};

const PAUSE_MS = 1;
const pause = new Int32Array(new SharedArrayBuffer(4));

/** The pipe may be one that does not wait: a program that shares it made it so. */
const writeWhole = (to: number, bytes: Buffer): void => {
  for (let written = 0; written < bytes.length;) {
    try {
      written += writeSync(to, bytes, written);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN") return; // as: what Node.js throws here has a code.
      Atomics.wait(pause, 0, 0, PAUSE_MS);
    }
  }
};
