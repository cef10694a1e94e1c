import type { Limit } from "./limit.ts";
import { NO_TRAFFIC, type Traffic, withTraffic } from "./traffic.ts";

/** What is left of a throughput: units come back at its rate. */
export type Budget = {
  /** Thousandths of units, so that whole ones come back in each millisecond; fewer than none: they are owed. */
  readonly left: number;
  /** Milliseconds since the epoch, for which that holds. */
  readonly at: number;
  /** Of what is on demand. */
  readonly traffic?: Traffic;
};

/** In a unit. */
export const THOUSANDTHS = 1000;

/** What is left at first: a second's units, and all that came since the table was made. */
export const newBudget = (limit: Limit, createdAt: number, now: number): Budget =>
  refilled({ left: limit.rate * THOUSANDTHS, at: createdAt }, limit, now);

/** The budget at a later time. Where the clock was set back, nothing comes and nothing goes. */
export function refilled(budget: Budget, { burst, rate }: Limit, now: number): Budget {
  const come = Math.max(0, now - budget.at) * rate;
  return { ...budget, left: Math.min(rate * burst * THOUSANDTHS, budget.left + come), at: now };
}

/** A use of so many units. */
export type Use = { readonly units: number; readonly now: number };

/** The budget behind a use of it: what is used is used, though it be more than is left. */
export function spent(budget: Budget, limit: Limit, { now, units }: Use): Budget {
  const left = refilled(budget, limit, now).left - units * THOUSANDTHS;
  return { left, at: now, ...(limit.grows && { traffic: withTraffic(budget.traffic ?? NO_TRAFFIC, units, now) }) };
}

/** From when on a budget of which nobody uses anything is as a new one. */
export const fullAt = ({ at, left }: Budget, { burst, rate }: Limit): number =>
  at + Math.ceil((rate * burst * THOUSANDTHS - left) / rate);
