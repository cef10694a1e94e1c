import type { Row } from "../records/row.ts";
import { compareNaturally } from "../values/order.ts";
import { numberOf, rounded, textOf, type Value } from "../values/value.ts";
import type { Memory } from "./memory.ts";

/** Gathers one figure of a group of rows. */
export type Aggregate = {
  /** @param value nothing: the row has not the field */
  readonly add: (value: Value, row: Row) => void;
  readonly result: () => Value;
};

/** @param memory counts what an aggregate keeps of each value */
export type NewAggregate = (memory: Memory, parameter: number) => Aggregate;

/** Goes on from a figure with each number. */
const ofNumbers =
  (next: (figure: number | undefined, number: number) => number): NewAggregate =>
  () => {
    let figure: number | undefined;
    return {
      add: (value) => {
        const number = numberOf(value);
        if (number !== undefined) figure = next(figure, number);
      },
      result: () => figure && rounded(figure),
    };
  };

const count: NewAggregate = () => {
  let found = 0;
  return {
    add: (value) => {
      if (value !== undefined) found += 1;
    },
    result: () => found,
  };
};

const countDistinct: NewAggregate = (memory) => {
  const found = new Set<string>();
  return {
    add: (value) => {
      if (value === undefined) return;
      const text = textOf(value);
      if (found.has(text)) return;
      memory.take(text.length);
      found.add(text);
    },
    result: () => found.size,
  };
};

/** Mean and deviation as they go: https://en.wikipedia.org/wiki/Algorithms_for_calculating_variance#Welford's_online_algorithm */
const moments =
  (
    resultOf: (seen: { readonly count: number; readonly mean: number; readonly squares: number }) => number,
  ): NewAggregate =>
  () => {
    const seen = { count: 0, mean: 0, squares: 0 };
    return {
      add: (value) => {
        const number = numberOf(value);
        if (number === undefined) return;
        seen.count += 1;
        const distance = number - seen.mean;
        seen.mean += distance / seen.count;
        seen.squares += distance * (number - seen.mean);
      },
      result: () => (seen.count === 0 ? undefined : rounded(resultOf(seen))),
    };
  };

const PERCENT = 100;

/** The least number that so many percent of all are not above. */
const percentile: NewAggregate = (memory, percent) => {
  const numbers: number[] = [];
  return {
    add: (value) => {
      const number = numberOf(value);
      if (number === undefined) return;
      memory.take(0);
      numbers.push(number);
    },
    result: () => {
      const sorted = Float64Array.from(numbers).toSorted();
      const rank = Math.max(1, Math.ceil((percent / PERCENT) * sorted.length));
      const found = sorted[rank - 1];
      return found === undefined ? undefined : rounded(found);
    },
  };
};

/** The value that comes before all others, by what is asked for; a time counts in milliseconds. */
const first =
  (isBefore: (value: Held, than: Held) => boolean): NewAggregate =>
  () => {
    let held: Held | undefined;
    return {
      add: (value, row) => {
        if (value === undefined) return;
        const found = { value, at: row.event?.timestamp ?? 0 };
        if (held === undefined || isBefore(found, held)) held = found;
      },
      result: () => (typeof held?.value === "object" ? (numberOf(held.value) ?? held.value) : held?.value),
    };
  };

type Held = { readonly value: Value; readonly at: number };

const sum = ofNumbers((figure = 0, number) => figure + number);

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Stats.html */
export const AGGREGATES: Readonly<Record<string, NewAggregate>> = {
  count,
  count_over_time: count,
  count_distinct: countDistinct,
  sum,
  sum_over_time: sum,
  avg: moments(({ mean }) => mean),
  stddev: moments(({ count: found, squares }) => Math.sqrt(squares / Math.max(1, found - 1))),
  pct: percentile,
  percentile,
  median: percentile,
  min: first((value, than) => compareNaturally(value.value, than.value) < 0),
  max: first((value, than) => compareNaturally(value.value, than.value) > 0),
  sortsfirst: first((value, than) => compareNaturally(value.value, than.value) < 0),
  sortslast: first((value, than) => compareNaturally(value.value, than.value) > 0),
  // Of those of one time the one that came first: rows come from the end.
  earliest: first((value, than) => value.at <= than.at),
  latest: first((value, than) => value.at > than.at),
};

/** What is not given, as the median is not. */
export const HALF = 50;
