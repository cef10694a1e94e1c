import { isMap, numberOf, textOf, Timestamp, type Value } from "../values/value.ts";
import { exactly, type Functions } from "./function.ts";

export const OTHER_FUNCTIONS: Functions = {
  ispresent: exactly(1, ([value]) => value !== undefined),
  coalesce: { least: 1, call: (args) => args.find((value) => value !== undefined) },
  frommillis: exactly(1, ([value]) => {
    const number = numberOf(value);
    return number === undefined ? undefined : new Timestamp(number);
  }),
  tomillis: exactly(1, ([value]) => (value instanceof Timestamp ? value.at : timeIn(value))),
  // In seconds, as AWS has it.
  now: exactly(0, (_args, now) => Math.floor(now / SECOND_MS)),
  jsonparse: exactly(1, ([value]) => (value === undefined ? undefined : parsed(textOf(value)))),
  jsonstringify: exactly(1, ([value]) => {
    if (value === undefined) return undefined;
    return isMap(value) || Array.isArray(value) ? JSON.stringify(value) : textOf(value);
  }),
};

const SECOND_MS = 1_000;

/** The time that is written in a text. */
function timeIn(value: Value): number | undefined {
  const number = numberOf(value);
  if (number !== undefined || typeof value !== "string") return number;
  const at = Date.parse(
    /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?$/.test(value) ? `${value.replace(" ", "T")}Z` : value,
  );
  return Number.isNaN(at) ? undefined : at;
}

function parsed(text: string): Value {
  try {
    return (JSON.parse(text) as Value | null) ?? undefined; // as: JSON has no other values.
  } catch {
    return undefined;
  }
}
