export const DAY_MS = 24 * 60 * 60 * 1000;

/** The last midnight, in UTC: S3 runs lifecycle rules once a day then. In milliseconds since the epoch, as all times here. */
export const midnightBefore = (at: number): number => Math.floor(at / DAY_MS) * DAY_MS;

/**
 * When a count of days has passed: S3 rounds up to the next midnight, in UTC.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html#intro-lifecycle-rules-number-of-days
 */
export const midnightAfter = (since: number, days: number): number => midnightBefore(since + days * DAY_MS) + DAY_MS;

/** When a rule does something to what was made then. From a date on, a rule does the same each midnight, also to what is made later. */
export const dueAt = (
  madeAt: number,
  { Date: date, Days: days = 0 }: { readonly Date?: Date | undefined; readonly Days?: number | undefined },
): number => (date === undefined ? midnightAfter(madeAt, days) : Math.max(date.getTime(), midnightAfter(madeAt, 0)));
