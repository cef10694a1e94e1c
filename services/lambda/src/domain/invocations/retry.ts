import type { Condition, Progress } from "./event.ts";

/** How events are tried again, as a function's event invoke config says. */
export type RetryRules = {
  /** 0 to 2. */
  readonly retries: number;
  readonly maxAgeMs: number;
};

/** "one minute between the first two attempts, and two minutes between the second and third": invocation-async-error-handling.html */
const AFTER_ERRORS_MS = [60_000, 120_000] as const;

/** "The retry interval increases exponentially from 1 second after the first attempt to a maximum of 5 minutes." */
const FIRST_BACK_OFF_MS = 1000;
const LONGEST_BACK_OFF_MS = 300_000;

export type Next = { readonly againInMs: number } | { readonly over: Condition };

type Age = { readonly acceptedAt: number; readonly now: number };

/** Whether an event is over before it is tried once more. */
export const isTooOld = ({ acceptedAt, now }: Age, { maxAgeMs }: RetryRules): boolean => now - acceptedAt >= maxAgeMs;

/** After the function has failed so often. */
export function afterError({ invokeCount }: Progress, age: Age, rules: RetryRules): Next {
  if (invokeCount > rules.retries) return { over: "RetriesExhausted" };
  return unlessTooOld(AFTER_ERRORS_MS[invokeCount - 1] ?? AFTER_ERRORS_MS[1], age, rules);
}

/** After the function was not run, for the `times`th time. */
export function afterThrottle(times: number, age: Age, rules: RetryRules): Next {
  const backOff = Math.min(FIRST_BACK_OFF_MS * 2 ** Math.max(0, times - 1), LONGEST_BACK_OFF_MS);
  // What is left of the time is still tried: at its end the event is found to be too old.
  const left = age.acceptedAt + rules.maxAgeMs - age.now;
  return left <= 0 ? { over: "EventAgeExceeded" } : { againInMs: Math.min(backOff, left) };
}

/** What would be too old when it is tried again is given up at once. */
const unlessTooOld = (againInMs: number, { acceptedAt, now }: Age, rules: RetryRules): Next =>
  isTooOld({ acceptedAt, now: now + againInMs }, rules) ? { over: "EventAgeExceeded" } : { againInMs };
