/** A point in time to the second, as AWS writes many: `2026-11-26T08:15:30Z`. In milliseconds since the epoch. */
export const isoSeconds = (at: number): string => `${new Date(at).toISOString().slice(0, -".000Z".length)}Z`;
