import { selectError } from "../errors.ts";
import type { AggregateName } from "../sql/syntax.ts";
import { asNumber, compare, isUnknown, type Value } from "./values.ts";

/** What is computed over all records. */
export type Aggregate<Row> = { readonly add: (row: Row) => void; readonly result: () => Value };

/** Of null and what is missing nothing is computed. */
export function aggregateOf<Row>(name: AggregateName, operand: ((row: Row) => Value) | undefined): Aggregate<Row> {
  if (operand === undefined) return countAll();
  const fold = FOLDS[name]();
  return {
    add: (row) => {
      const value = operand(row);
      if (!isUnknown(value)) fold.add(value);
    },
    result: fold.result,
  };
}

function countAll<Row>(): Aggregate<Row> {
  let count = 0;
  return { add: () => void (count += 1), result: () => count };
}

type Fold = { readonly add: (value: Value) => void; readonly result: () => Value };

function summing(result: (sum: number, count: number) => Value): Fold {
  let sum = 0;
  let count = 0;
  return {
    add: (value) => {
      sum += Number(required(value));
      count += 1;
    },
    result: () => (count === 0 ? null : result(sum, count)),
  };
}

/** A number, or a text that writes one. @throws AwsError InvalidDataType */
function required(value: Value): number | bigint {
  const number = asNumber(value);
  if (number === undefined) throw selectError("InvalidDataType");
  return number;
}

/** The first or last of all values, by their order: texts that write numbers by that of the numbers. */
function extreme(isBetter: (order: number) => boolean): Fold {
  let best: Value = null;
  return {
    add: (value) => {
      const comparable = asNumber(value) ?? value;
      if (best === null || isBetter(compare(comparable, best) ?? 0)) best = comparable;
    },
    result: () => best,
  };
}

const FOLDS: Readonly<Record<AggregateName, () => Fold>> = {
  COUNT: () => {
    let count = 0;
    return { add: () => void (count += 1), result: () => count };
  },
  SUM: () => summing((sum) => sum),
  AVG: () => summing((sum, count) => sum / count),
  MIN: () => extreme((order) => order < 0),
  MAX: () => extreme((order) => order > 0),
};
