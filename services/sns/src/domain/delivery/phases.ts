/** https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html#creating-delivery-policy */
export const BACKOFF_FUNCTIONS = ["arithmetic", "exponential", "geometric", "linear"] as const;

export type BackoffFunction = (typeof BACKOFF_FUNCTIONS)[number];

/** Delays in seconds. */
export type RetryPolicy = {
  readonly minDelayTarget: number;
  readonly maxDelayTarget: number;
  /** All of them, the immediate ones and those before, in and after the back-off. */
  readonly numRetries: number;
  readonly numMaxDelayRetries: number;
  readonly numNoDelayRetries: number;
  readonly numMinDelayRetries: number;
  readonly backoffFunction: BackoffFunction;
};

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

/** The phases that a policy means. */
export function phasesOfPolicy(policy: RetryPolicy): Phases {
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

/** The delay before a retry, the first of which is 1; `undefined` where there are not so many. */
export function delayOf({ immediate, preBackoff, backoff, postBackoff }: Phases, retry: number): number | undefined {
  let left = retry - immediate;
  if (left <= 0) return 0;
  if (left <= preBackoff.retries) return preBackoff.delayMs;
  left -= preBackoff.retries;
  if (left <= backoff.retries) return backoffDelay(backoff, left - 1);
  left -= backoff.retries;
  return left <= postBackoff.retries ? postBackoff.delayMs : undefined;
}

/** How long all retries of a policy take together; milliseconds. */
export function totalDelay(policy: RetryPolicy): number {
  const phases = phasesOfPolicy(policy);
  let total = 0;
  for (let retry = 1; retry <= policy.numRetries; retry += 1) total += delayOf(phases, retry) ?? 0;
  return total;
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
