import { fieldReader } from "../records/row.ts";
import { malformedQuery } from "../syntax/malformed.ts";
import type { Expression } from "../syntax/tree.ts";
import { ceilTime, floorTime, type Period } from "../values/period.ts";
import { numberOf, Timestamp } from "../values/value.ts";
import type { Call, Evaluate } from "./evaluator.ts";

type Move = (at: number, period: Period) => number;

const MOVES: Readonly<Record<string, Move>> = { bin: floorTime, datefloor: floorTime, dateceil: ceilTime };

/** A function that takes a period: `bin(5m)`, `datefloor(@timestamp, 1h)`; `undefined`: another. */
export function compilePeriodCall(call: Call, compile: (expression: Expression) => Evaluate): Evaluate | undefined {
  const move = Object.hasOwn(MOVES, call.name) ? MOVES[call.name] : undefined;
  if (move === undefined) return undefined;
  const period = call.args.at(-1);
  const count = call.name === "bin" ? 1 : 2;
  const [of] = call.args;
  if (call.args.length !== count || of === undefined || period?.kind !== "period")
    throw malformedQuery(`Invalid arguments for ${call.name}`, call);
  const time = call.name === "bin" ? fieldReader("@timestamp") : compile(of);
  return (row) => {
    const at = numberOf(time(row));
    return at === undefined ? undefined : new Timestamp(move(at, period.period));
  };
}
