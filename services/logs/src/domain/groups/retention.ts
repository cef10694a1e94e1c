import { validationWords } from "../validation-words.ts";
import { invalidParameter } from "../errors.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

const DAY_MS = 24 * 3_600_000;

/** @throws AwsError InvalidParameterException */
export function checkRetention(days: number): void {
  if (RETENTION_DAYS.includes(days)) return;
  const rule = `Member must satisfy enum value set: [${RETENTION_DAYS.join(", ")}]`;
  throw invalidParameter(validationWords("retentionInDays", String(days), rule));
}

/** Events before this time are not kept any more. */
export const retentionStart = (days: number | undefined, now: number): number =>
  days === undefined ? 0 : Math.max(0, now - days * DAY_MS);
