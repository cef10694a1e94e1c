import { type Protocol } from "../subscriptions/subscription.ts";
import type { Delivery } from "./delivery.ts";
import { type BackoffFunction, effectiveDeliveryPolicy, type RetryPolicy } from "./delivery-policy.ts";

/** When a failed delivery is tried again: first at once, and at last again and again after the same time. */
export type Phases = {
  readonly immediate: number;
  readonly preBackoff: { readonly retries: number; readonly delayMs: number };
  readonly backoff: {
    readonly retries: number;
    readonly fromMs: number;
    readonly toMs: number;
    readonly by: BackoffFunction;
  };
  readonly postBackoff: { readonly retries: number; readonly delayMs: number };
};

// https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html#delivery-policies-for-protocols

/** 100,015 retries over 23 days. */
const AWS_MANAGED: Phases = {
  immediate: 3,
  preBackoff: { retries: 2, delayMs: 1_000 },
  backoff: { retries: 10, fromMs: 1_000, toMs: 20_000, by: "exponential" },
  postBackoff: { retries: 100_000, delayMs: 20_000 },
};

/** 50 retries over six hours. */
const CUSTOMER_MANAGED: Phases = {
  immediate: 0,
  preBackoff: { retries: 2, delayMs: 10_000 },
  backoff: { retries: 10, fromMs: 10_000, toMs: 600_000, by: "exponential" },
  postBackoff: { retries: 38, delayMs: 600_000 },
};

const PHASES: Readonly<Record<Exclude<Protocol, "http" | "https">, Phases>> = {
  application: CUSTOMER_MANAGED,
  email: CUSTOMER_MANAGED,
  "email-json": CUSTOMER_MANAGED,
  firehose: AWS_MANAGED,
  lambda: AWS_MANAGED,
  sms: CUSTOMER_MANAGED,
  sqs: AWS_MANAGED,
};

/** AWS tells that there is jitter, not how much. A delay is never longer than documented, so that it is over when a test says so. */
const JITTER = 0.1;

/** How often and when a delivery is tried again. */
export function phasesOf({ topic, subscriber }: Delivery): Phases {
  const { protocol } = subscriber;
  if (protocol !== "http" && protocol !== "https") return PHASES[protocol];
  return phasesOfPolicy(effectiveDeliveryPolicy(topic.deliveryPolicy, subscriber.deliveryPolicy).retry);
}

function phasesOfPolicy(policy: RetryPolicy): Phases {
  const { numRetries, numNoDelayRetries, numMinDelayRetries, numMaxDelayRetries } = policy;
  const [fromMs, toMs] = [policy.minDelayTarget * MS_PER_SECOND, policy.maxDelayTarget * MS_PER_SECOND];
  return {
    immediate: numNoDelayRetries,
    preBackoff: { retries: numMinDelayRetries, delayMs: fromMs },
    backoff: {
      retries: numRetries - numNoDelayRetries - numMinDelayRetries - numMaxDelayRetries,
      fromMs,
      toMs,
      by: policy.backoffFunction,
    },
    postBackoff: { retries: numMaxDelayRetries, delayMs: toMs },
  };
}

const MS_PER_SECOND = 1_000;

/**
 * How many milliseconds to wait after so many attempts, all of which failed, or that it was the last one. `random` is
 * from 0 up to 1.
 */
export function nextRetry(phases: Phases, attempts: number, random: number): number | "giveUp" {
  const delay = delayOf(phases, attempts);
  return delay === undefined ? "giveUp" : Math.round(delay * (1 - JITTER * random));
}

/** The delay before a retry, the first of which is 1; `undefined` where there are not so many. */
function delayOf({ immediate, preBackoff, backoff, postBackoff }: Phases, retry: number): number | undefined {
  let left = retry - immediate;
  if (left <= 0) return 0;
  if (left <= preBackoff.retries) return preBackoff.delayMs;
  left -= preBackoff.retries;
  if (left <= backoff.retries) return backoffDelay(backoff, left - 1);
  left -= backoff.retries;
  return left <= postBackoff.retries ? postBackoff.delayMs : undefined;
}

/** The first has the least delay, the last the greatest; one alone has the least. */
function backoffDelay({ retries, fromMs, toMs, by }: Phases["backoff"], index: number): number {
  if (retries < 2) return fromMs;
  return CURVES[by]({ index, last: retries - 1, fromMs, toMs });
}

type Step = { readonly index: number; readonly last: number; readonly fromMs: number; readonly toMs: number };

/**
 * AWS draws the four, and tells no formulas: the delay grows by the same each time, by ever more, by a factor, or in
 * powers of two.
 */
const CURVES: Readonly<Record<BackoffFunction, (step: Step) => number>> = {
  linear: (step) => between(step, step.index / step.last),
  arithmetic: (step) => between(step, triangular(step.index) / triangular(step.last)),
  geometric: ({ index, last, fromMs, toMs }) => fromMs * (toMs / fromMs) ** (index / last),
  exponential: (step) => between(step, (2 ** step.index - 1) / (2 ** step.last - 1)),
};

const between = ({ fromMs, toMs }: Step, share: number): number => fromMs + (toMs - fromMs) * share;
const triangular = (count: number): number => (count * (count + 1)) / 2;
