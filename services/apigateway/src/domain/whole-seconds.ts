const SECOND_MS = 1000;

/** The time as AWS tells it, in milliseconds still: of whole seconds. */
export const wholeSeconds = (now: number): number => Math.floor(now / SECOND_MS) * SECOND_MS;
