import type { Invoked } from "../port.ts";

/**
 * The answer to an invocation: a frame with its head, frames with what the function answers, and a frame with its end.
 * Without the last one it broke off.
 */
export type AnswerHead = {
  readonly kind: Invoked["kind"];
  readonly contentType: string | undefined;
};

/** What a frame is; it stands before the length. */
export const FRAME = { head: 1, data: 2, end: 3 } as const;

const PREFIX_BYTES = 5;

/** What goes before the bytes of a frame. */
export function framePrefix(kind: number, length: number): Buffer {
  const prefix = Buffer.allocUnsafe(PREFIX_BYTES);
  prefix.writeUInt8(kind);
  prefix.writeUInt32BE(length, 1);
  return prefix;
}

/** A frame of something in JSON. */
export function jsonFrame(kind: number, value: unknown): Buffer {
  const written = Buffer.from(JSON.stringify(value));
  return Buffer.concat([framePrefix(kind, written.length), written]);
}

/** Who hears of frames: of data as it comes, of the rest when it is whole. */
export type FrameListener = {
  readonly onData: (bytes: Buffer) => void;
  readonly onJson: (kind: number, value: unknown) => void;
};

/** Finds the frames in bytes that come in any pieces. */
export class FrameReader {
  readonly #listener: FrameListener;
  #held: Buffer = Buffer.alloc(0);
  #kind = 0;
  /** What is still to come of the frame whose prefix has come. */
  #left = 0;

  constructor(listener: FrameListener) {
    this.#listener = listener;
  }

  push(chunk: Buffer): void {
    let rest = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk]);
    this.#held = Buffer.alloc(0);
    for (;;) {
      const taken = this.#left === 0 ? this.#takePrefix(rest) : this.#takeBytes(rest);
      if (taken === 0) break;
      rest = rest.subarray(taken);
    }
    this.#held = rest;
  }

  #takePrefix(bytes: Buffer): number {
    if (bytes.length < PREFIX_BYTES) return 0;
    this.#kind = bytes.readUInt8();
    this.#left = bytes.readUInt32BE(1);
    return PREFIX_BYTES;
  }

  #takeBytes(bytes: Buffer): number {
    const taken = Math.min(bytes.length, this.#left);
    const isWhole = taken === this.#left;
    if (this.#kind !== FRAME.data && !isWhole) return 0;
    if (taken === 0) return 0;
    const part = bytes.subarray(0, taken);
    this.#left -= taken;
    if (this.#kind === FRAME.data) this.#listener.onData(part);
    else this.#listener.onJson(this.#kind, JSON.parse(part.toString()));
    return taken;
  }
}
