/**
 * Chunks are found by the time of their first event. One that begins before the time asked for may reach into it: how
 * long before is bounded by its level. The levels' bounds grow by a factor, so that of the chunks which begin within the
 * bound, and are read for it, a good part does reach into it.
 */
const SHORTEST_SPAN_MS = 250;
const FACTOR = 16;

/** A quarter of a second, four seconds, a minute, seventeen minutes, four and a half hours. */
export const TOP_LEVEL = 4;

/** The last event of a chunk of this level is less than so long after its first. */
export const spanBound = (level: number): number => SHORTEST_SPAN_MS * FACTOR ** level;

/** The lowest level of a chunk whose events span so many milliseconds. */
export function levelOf(span: number): number {
  let level = 0;
  while (level < TOP_LEVEL && span >= spanBound(level)) level += 1;
  return level;
}
