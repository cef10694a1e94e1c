import type { MovableClock } from "@skylab/aws";
import { z } from "zod";

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

/** Moves the clock as the body says; returns whether it could be read. */
export function moveClock(clock: MovableClock, body: unknown): boolean {
  const { data } = move.safeParse(body);
  if (data === undefined) return false;
  if ("set" in data) clock.set(data.set);
  else if ("advance" in data) clock.advance(data.advance * 1000);
  else clock.release();
  return true;
}

/** `GET /_skylab/clock`, and the answer to a move. */
export const clockFace = (clock: MovableClock): object => ({
  now: new Date(clock.now()).toISOString(),
  milliseconds: clock.now(),
});

export const CLOCK_USAGE = 'Send {"set": "<ISO time>" | <milliseconds>}, {"advance": <seconds>} or {"release": true}.';
