import type { Role } from "@skylab/identity";
import { validationError } from "./errors.ts";

/** Seconds. https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
const DEFAULT_ROLE_SESSION = 3600;
/** Of a session that assumes another role. */
const LONGEST_CHAINED = 3600;
/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html */
const DEFAULT_USER_SESSION = 43_200;
const LONGEST_OF_ROOT = 3600;

/** @throws AwsError `ValidationError` */
export function roleSessionSeconds(
  requested: number | undefined,
  { maxSessionDuration }: Role,
  chained: boolean,
): number {
  const seconds = requested ?? DEFAULT_ROLE_SESSION;
  if (chained && seconds > LONGEST_CHAINED) {
    throw validationError(
      "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.",
    );
  }
  if (seconds > maxSessionDuration) {
    throw validationError("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
  }
  return seconds;
}

/** GetSessionToken's and GetFederationToken's: whatever root asks for, it gets an hour at most. */
export function userSessionSeconds(requested: number | undefined, isRoot: boolean): number {
  const seconds = requested ?? DEFAULT_USER_SESSION;
  return isRoot ? Math.min(seconds, LONGEST_OF_ROOT) : seconds;
}
