import { Readable } from "node:stream";
import type { Values } from "@skylab/protocol";
import { bodyTooLarge } from "../errors.ts";

/** The largest input of a call from service to service, and the largest body in its answer: several times AWS's largest payloads. */
export const MAX_CALL_BYTES = 16 * 1024 * 1024;

/** V8 writes a character in one byte or two. */
const BYTES_PER_CHARACTER = 2;

/** More than V8 takes for a value besides its text and bytes: its kind, its length. */
const BYTES_PER_VALUE = 16;

/**
 * Refuses an input that is too large for a call, wherever the callee is: by what it takes in V8's own form, at most.
 * @throws AwsError `RequestEntityTooLargeException`, as a request with such a body gets it
 */
export function requireCallSize(input: Values): void {
  if (sizeOf(input) > MAX_CALL_BYTES) throw bodyTooLarge(MAX_CALL_BYTES);
}

function sizeOf(value: unknown): number {
  if (typeof value === "string") return sizeOfText(value);
  if (typeof value !== "object" || value === null) return BYTES_PER_VALUE;
  if (Array.isArray(value)) return value.reduce((size: number, item) => size + sizeOf(item), BYTES_PER_VALUE);
  if (value instanceof Uint8Array) return BYTES_PER_VALUE + value.length;
  if (value instanceof Readable) throw new TypeError("What flows is bytes in a call from service to service.");
  const members = value as Values; // as: what is left of objects has members by their names.
  // Not `Object.entries`, which took most of the time of it.
  return Object.keys(members).reduce((size, name) => size + sizeOfText(name) + sizeOf(members[name]), BYTES_PER_VALUE);
}

const sizeOfText = (text: string): number => BYTES_PER_VALUE + text.length * BYTES_PER_CHARACTER;
