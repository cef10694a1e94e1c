import { isRefusal } from "@skylab/aws";

// AWS tells neither how often S3 tries, nor for how long.

const FIRST_RETRY_MS = 1_000;

const LONGEST_RETRY_MS = 10 * 60_000;

/** As long as EventBridge tries: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html */
const TRIED_FOR_MS = 24 * 3_600_000;

/** A receiver that is not there, or lets S3 not in, has answered: time enough to set a policy right. */
const REFUSED_FOR_MS = 15 * 60_000;

/** How long to wait after so many attempts, the first one included. */
export const retryAfterMs = (attempts: number): number =>
  Math.min(FIRST_RETRY_MS * 2 ** (attempts - 1), LONGEST_RETRY_MS);

/** Whether what happened at that time, and could not be delivered until now, is given up. */
export const isGivenUp = (happenedAt: number, now: number, error: unknown): boolean =>
  now - happenedAt > (isRefusal(error) ? REFUSED_FOR_MS : TRIED_FOR_MS);
