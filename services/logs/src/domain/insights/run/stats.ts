import { Row } from "../records/row.ts";
import { malformedQuery } from "../syntax/malformed.ts";
import type { Command, Expression } from "../syntax/tree.ts";
import { numberOf, textOf, Timestamp, type Value } from "../values/value.ts";
import { type Aggregate, AGGREGATES, HALF, type NewAggregate } from "./aggregates.ts";
import { compileExpression } from "./compile-expression.ts";
import type { Call, CompileContext, Evaluate } from "./evaluator.ts";
import type { Memory } from "./memory.ts";
import type { NewStage } from "./stage.ts";

type StatsCommand = Extract<Command, { kind: "stats" }>;

/** One aggregate of the command: what it is of, and where its figure stands while results are reckoned. */
type Slot = { readonly name: string; readonly of: Evaluate; readonly open: NewAggregate; readonly parameter: number };

type Group = { readonly keys: readonly Value[]; readonly aggregates: readonly Aggregate[] };

type Compiled = { readonly name: string; readonly evaluate: Evaluate };

/** @throws AwsError MalformedQueryException */
export function compileStats({ by, results }: StatsCommand, context: CompileContext, memory: Memory): NewStage {
  const keys = by.map(({ expression, name }): Compiled => ({ name, evaluate: compileExpression(expression, context) }));
  const slots: Slot[] = [];
  const compiled = results.map(({ expression, name }): Compiled => ({
    name,
    evaluate: compileExpression(expression, withSlots(context, slots)),
  }));
  return (next) => {
    const groups = new Map<string, Group>();
    const groupOf = (row: Row): Group => {
      const values = keys.map(({ evaluate }) => evaluate(row));
      const key = values.map(keyOf).join("\0");
      const known = groups.get(key);
      if (known !== undefined) return known;
      memory.take(key.length + slots.length * GROUP_CHARS);
      const group = { keys: values, aggregates: slots.map(({ open, parameter }) => open(memory, parameter)) };
      groups.set(key, group);
      return group;
    };
    return {
      push: (row) => {
        const { aggregates } = groupOf(row);
        for (const [index, { of }] of slots.entries()) aggregates[index]?.add(of(row), row);
      },
      end: function* () {
        // Without `by` there is a result also of nothing.
        if (groups.size === 0 && keys.length === 0) groupOf(new Row(undefined));
        for (const group of groups.values()) yield next.push(rowOf(group, { keys, slots, compiled }));
        yield* next.end();
      },
    };
  };
}

/** An aggregate is about as large as a text of so many characters. */
const GROUP_CHARS = 50;

/** What is missing is a group of its own, and not that of the empty text. */
function keyOf(value: Value): string {
  if (value === undefined) return "\u0001";
  return value instanceof Timestamp ? String(value.at) : textOf(value);
}

/** Calls of aggregates become slots: what they have gathered is read from where the results are reckoned. */
function withSlots(context: CompileContext, slots: Slot[]): CompileContext {
  return {
    ...context,
    special: (call) => {
      const open = Object.hasOwn(AGGREGATES, call.name) ? AGGREGATES[call.name] : undefined;
      if (open === undefined) return undefined;
      const name = `\0${slots.length}`;
      slots.push({ name, open, of: argumentOf(call, context), parameter: parameterOf(call) });
      return (row) => row.made(name);
    },
  };
}

const COUNTS = new Set(["count", "count_over_time"]);

function argumentOf(call: Call, context: CompileContext): Evaluate {
  const [of] = call.args;
  const isOfAll = COUNTS.has(call.name) && (of === undefined || of.kind === "everything");
  const hasParameter = PERCENTILES.has(call.name);
  if (call.args.length > (hasParameter ? 2 : 1) || (of === undefined && !isOfAll)) throw invalid(call);
  if (isOfAll || of === undefined) return () => true;
  return compileExpression(of, context);
}

const PERCENTILES = new Set(["pct", "percentile"]);

function parameterOf(call: Call): number {
  if (!PERCENTILES.has(call.name)) return HALF;
  const percent = literalNumber(call.args[1]);
  if (percent === undefined || percent < 0 || percent > 100) throw invalid(call);
  return percent;
}

const literalNumber = (expression: Expression | undefined): number | undefined =>
  expression?.kind === "literal" ? numberOf(expression.value) : undefined;

const invalid = (call: Call): Error => malformedQuery(`Invalid arguments for ${call.name}`, call);

type Parts = {
  readonly keys: readonly Compiled[];
  readonly slots: readonly Slot[];
  readonly compiled: readonly Compiled[];
};

function rowOf(group: Group, { compiled, keys, slots }: Parts): Row {
  const byKey = keys.map(({ name }, index): [string, Value] => [name, group.keys[index]]);
  const figures = slots.map(({ name }, index): [string, Value] => [name, group.aggregates[index]?.result()]);
  const fields: [string, Value][] = [];
  let row = new Row(undefined, new Map([...byKey, ...figures]));
  for (const { evaluate, name } of compiled) {
    const field: [string, Value] = [name, evaluate(row)];
    fields.push(field);
    // What follows may reckon with it.
    row = row.with([field]);
  }
  return new Row(undefined, new Map([...byKey, ...fields]));
}
