import type { Position } from "./event.ts";

// AWS's ids are 56 digits, and the time is what is above their lowest 144 bits.
const TIME_SHIFT = 144n;
const ARRIVAL_SHIFT = 80n;
const ARRIVAL_MASK = (1n << (TIME_SHIFT - ARRIVAL_SHIFT)) - 1n;
const DIGITS = 56;

/** The id of an event, which sorts as events do. */
export const eventIdOf = ({ arrival, timestamp }: Position): string =>
  ((BigInt(timestamp) << TIME_SHIFT) | (BigInt(arrival) << ARRIVAL_SHIFT)).toString().padStart(DIGITS, "0");

/** Where the event of an id is; `undefined` where no id is so written. */
export function readEventId(id: string): Position | undefined {
  if (!/^\d{56}$/.test(id)) return undefined;
  const number = BigInt(id);
  return { timestamp: Number(number >> TIME_SHIFT), arrival: Number((number >> ARRIVAL_SHIFT) & ARRIVAL_MASK) };
}
