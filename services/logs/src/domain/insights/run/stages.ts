import type { Row } from "../records/row.ts";
import type { Command } from "../syntax/tree.ts";
import { textOf, type Value } from "../values/value.ts";
import { compileExpression, truthOf } from "./compile-expression.ts";
import { compileParse } from "./compile-parse.ts";
import type { CompileContext } from "./evaluator.ts";
import type { Memory } from "./memory.ts";
import { type NewStage, passing } from "./stage.ts";

type Of<Kind extends Command["kind"]> = Extract<Command, { kind: Kind }>;

/** Makes fields of expressions; what is but the name of a field stays as it is. */
export function compileFields({ fields }: Of<"fields" | "display">, context: CompileContext): NewStage {
  const made = fields
    .filter(({ expression, name }) => expression.kind !== "field" || expression.name !== name)
    .map(({ expression, name }) => ({ name, evaluate: compileExpression(expression, context) }));
  if (made.length === 0) return (next) => next;
  return passing((row, next) => {
    let after = row;
    // What follows may reckon with what stands before it.
    for (const { evaluate, name } of made) after = after.with([[name, evaluate(after)]]);
    next.push(after);
  });
}

export function compileFilter({ condition }: Of<"filter">, context: CompileContext): NewStage {
  const evaluate = compileExpression(condition, context);
  return passing((row, next) => {
    if (truthOf(evaluate(row)) === true) next.push(row);
  });
}

/** Where a row is none of the pattern's, it has none of its fields. */
export function compileParsing(command: Of<"parse">, context: CompileContext): NewStage {
  const evaluate = compileExpression(command.of, context);
  const { extract, names } = compileParse(command);
  return passing((row, next) => {
    const value = evaluate(row);
    const values = value === undefined ? undefined : extract(textOf(value));
    next.push(
      values === undefined ? row : row.with(names.map((name, index): [string, Value] => [name, values[index]])),
    );
  });
}

export function compileLimit({ count }: Of<"limit">): NewStage {
  return (next) => {
    let passed = 0;
    return {
      push: (row) => {
        passed += 1;
        if (passed <= count) next.push(row);
      },
      end: next.end,
    };
  };
}

/** Of rows that are the same by these fields the first passes; those that lack one of them all do. */
export function compileDedup({ fields }: Of<"dedup">, context: CompileContext, memory: Memory): NewStage {
  const compiled = fields.map((field) => compileExpression(field, context));
  return (next) => {
    const seen = new Set<string>();
    const isNew = (row: Row): boolean => {
      const values = compiled.map((evaluate) => evaluate(row));
      if (values.includes(undefined)) return true;
      const key = values.map(textOf).join("\0");
      if (seen.has(key)) return false;
      memory.take(key.length);
      seen.add(key);
      return true;
    };
    return {
      push: (row) => {
        if (isNew(row)) next.push(row);
      },
      end: next.end,
    };
  };
}

/** A row for each item of a list. */
export function compileUnnest({ name, of }: Of<"unnest">, context: CompileContext): NewStage {
  const evaluate = compileExpression(of, context);
  return passing((row, next) => {
    const value = evaluate(row);
    if (!Array.isArray(value)) next.push(row);
    else for (const item of value as readonly (Value | null)[]) next.push(row.with([[name, item ?? undefined]])); // as: `isArray` does not know read-only lists.
  });
}
