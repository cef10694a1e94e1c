/** What PutLogEvents takes. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html */
export const MAX_BATCH_BYTES = 1_048_576;
export const EVENT_OVERHEAD_BYTES = 26;
export const MAX_BATCH_EVENTS = 10_000;
export const MAX_BATCH_SPAN_MS = 24 * 3_600_000;

/** Lines that come so close together go together. */
export const GATHERED_FOR_MS = 100;

/** What waits in one process at most, overhead of the events included. */
export const MAX_WAITING_BYTES = 64 * 1024 * 1024;

/** So many calls to Logs are under way at most. */
export const MOST_UNDER_WAY = 32;

/** A restart of Logs takes seconds; what it does not take in so long is given up. */
export const TRIED_FOR_MS = 120_000;

/** The first attempt is made again after so long, and each further one after twice the time, up to the longest. */
export const FIRST_RETRY_MS = 100;
export const LONGEST_RETRY_MS = 5_000;

/** Whoever closes waits so long for what is left. */
export const CLOSED_WITHIN_MS = 5_000;

/** What was dropped is told so often. */
export const TOLD_EVERY_MS = 60_000;
