/** How many requests may come: `rate` a second on and on, `burst` of them at once. */
export type RateLimit = { readonly rate: number; readonly burst: number };

/** Settings as AWS's API has them, of a stage's method, a route or a usage plan. */
export type ThrottleSettings = {
  readonly rateLimit?: number | undefined;
  readonly burstLimit?: number | undefined;
};

/** What an account may take of all its APIs in a region. https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
export const ACCOUNT_LIMIT: RateLimit = { rate: 10_000, burst: 5000 };

/** The limit that settings make, or `undefined` where they set none below the account's. `-1` stands for none at AWS. */
export function rateLimitOf({ rateLimit = -1, burstLimit = -1 }: ThrottleSettings): RateLimit | undefined {
  const rate = rateLimit < 0 ? ACCOUNT_LIMIT.rate : rateLimit;
  const burst = burstLimit < 0 ? ACCOUNT_LIMIT.burst : burstLimit;
  return rate >= ACCOUNT_LIMIT.rate && burst >= ACCOUNT_LIMIT.burst ? undefined : { rate, burst };
}

/** What is left of a limit: tokens come back at its rate. */
export type TokenBucket = {
  /** Thousandths of tokens, so that whole ones come back in each millisecond; fewer than none: they are owed. */
  readonly left: number;
  /** Milliseconds since the epoch, for which that holds. */
  readonly at: number;
};

/** In a token. */
const THOUSANDTHS = 1000;

export const fullBucket = ({ burst }: RateLimit, now: number): TokenBucket => ({ left: burst * THOUSANDTHS, at: now });

/** Clocks of replicas differ by less; one that is further behind was set back. */
const MAX_SKEW_MS = 10_000;

/** The bucket at a later time. Of an earlier one, nothing comes and nothing goes. */
export function refilled({ left, at }: TokenBucket, { burst, rate }: RateLimit, now: number): TokenBucket {
  const come = Math.max(0, now - at) * rate;
  return { left: Math.min(burst * THOUSANDTHS, left + come), at: at - now > MAX_SKEW_MS ? now : Math.max(at, now) };
}

/** A use of so many tokens, of which the first was taken at `since`: what comes back behind it is not lost to a full bucket. */
export type Use = { readonly tokens: number; readonly since: number; readonly now: number };

/** The bucket behind a use of it: what is used is used, though it be more than is left. */
export function spent(bucket: TokenBucket, limit: RateLimit, { now, since, tokens }: Use): TokenBucket {
  const { at, left } = refilled(bucket, limit, since);
  return refilled({ at, left: left - tokens * THOUSANDTHS }, limit, now);
}

/** Whole tokens that are left. Where either number is none, there are never any. */
export const tokensLeft = ({ left }: TokenBucket, { rate }: RateLimit): number =>
  rate <= 0 ? 0 : Math.max(0, Math.floor(left / THOUSANDTHS));

/** From when on a bucket of which nobody takes anything is as a new one. */
export const fullAt = ({ at, left }: TokenBucket, { burst, rate }: RateLimit): number =>
  at + Math.ceil((burst * THOUSANDTHS - left) / rate);
