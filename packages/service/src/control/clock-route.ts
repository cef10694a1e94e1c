import { z } from "zod";
import type { ClockMove } from "../clock/admin-clock.ts";

/** The greatest time that a Date holds. https://tc39.es/ecma262/#sec-time-values-and-time-range */
const MAX_TIME_MS = 8.64e15;

const instant = z.union([
  z.int().min(0).max(MAX_TIME_MS),
  z
    .string()
    .transform((text) => Date.parse(text))
    .pipe(z.number()),
]);

/** The body of `POST /_skylab/clock`: one of three. */
const move = z.union([
  z.strictObject({ set: instant }),
  z.strictObject({
    advance: z
      .number()
      .min(0)
      .max(MAX_TIME_MS / 1000),
  }),
  z.strictObject({ release: z.literal(true) }),
]);

/** Reads the body of `POST /_skylab/clock`; `undefined` where it is none. Its `advance` is in seconds. */
export function clockMoveIn(body: unknown): ClockMove | undefined {
  const { data } = move.safeParse(body);
  return data !== undefined && "advance" in data ? { advance: data.advance * MS_PER_SECOND } : data;
}

/** The body that `clockMoveIn` reads as this move. */
export const clockMoveBody = (moving: ClockMove): object =>
  "advance" in moving ? { advance: moving.advance / MS_PER_SECOND } : moving;

const MS_PER_SECOND = 1000;

/** `GET /_skylab/clock`, and the answer to a move. */
export const clockFace = (milliseconds: number): object => ({
  now: new Date(milliseconds).toISOString(),
  milliseconds,
});

export const CLOCK_USAGE = 'Send {"set": "<ISO time>" | <milliseconds>}, {"advance": <seconds>} or {"release": true}.';
