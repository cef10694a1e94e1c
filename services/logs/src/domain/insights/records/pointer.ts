import type { Position } from "../../events/event.ts";

/** Where an event is, as `@ptr` tells. */
export type Pointer = Position & { readonly group: string };

export const pointerOf = ({ arrival, group, timestamp }: Pointer): string =>
  Buffer.from(JSON.stringify([group, timestamp, arrival])).toString("base64");

/** `undefined` where it is none of ours. */
export function readPointer(pointer: string): Pointer | undefined {
  try {
    const parts: unknown = JSON.parse(Buffer.from(pointer, "base64").toString());
    if (!Array.isArray(parts)) return undefined;
    const [group, timestamp, arrival] = parts as unknown[]; // as: `isArray` says no more.
    if (typeof group !== "string" || !isCount(timestamp) || !isCount(arrival)) return undefined;
    return { group, timestamp, arrival };
  } catch {
    return undefined;
  }
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
