import { numberOf, rounded, type Value } from "../values/value.ts";
import { exactly, type Functions, type QueryFunction } from "./function.ts";

const ofNumber = (reckon: (number: number) => number): QueryFunction =>
  exactly(1, ([value]) => numberResult(value, reckon));

function numberResult(value: Value, reckon: (number: number) => number): Value {
  const number = numberOf(value);
  return number === undefined ? undefined : finite(reckon(number));
}

/** What is no number, the root of -1, is nothing. */
export const finite = (number: number): number | undefined => (Number.isFinite(number) ? rounded(number) : undefined);

const ofNumbers = (choose: (...numbers: number[]) => number): QueryFunction => ({
  least: 1,
  call: (args) => {
    const numbers = args.flatMap((value) => numberOf(value) ?? []);
    return numbers.length === 0 ? undefined : choose(...numbers);
  },
});

export const NUMBER_FUNCTIONS: Functions = {
  abs: ofNumber(Math.abs),
  ceil: ofNumber(Math.ceil),
  floor: ofNumber(Math.floor),
  round: ofNumber(Math.round),
  log: ofNumber(Math.log),
  sqrt: ofNumber(Math.sqrt),
  greatest: ofNumbers(Math.max),
  least: ofNumbers(Math.min),
  tonumber: exactly(1, ([value]) => numberOf(value)),
  histogram: exactly(2, ([value, width]) => {
    const [number, size] = [numberOf(value), numberOf(width)];
    return number === undefined || size === undefined ? undefined : finite(Math.floor(number / size) * size);
  }),
};
