import type { Row } from "../records/row.ts";
import type { Command } from "../syntax/tree.ts";
import { compareNaturally } from "../values/order.ts";
import type { Value } from "../values/value.ts";
import { compileExpression } from "./compile-expression.ts";
import type { CompileContext } from "./evaluator.ts";
import type { Memory } from "./memory.ts";
import { charsOf } from "./row-size.ts";
import type { NewStage } from "./stage.ts";

type SortCommand = Extract<Command, { kind: "sort" }>;

type Sorted = { readonly row: Row; readonly keys: readonly Value[] };

export type SortOptions = { readonly memory: Memory; /** No more rows are asked for. */ readonly limit: number };

/** @throws AwsError MalformedQueryException */
export function compileSort({ keys }: SortCommand, context: CompileContext, options: SortOptions): NewStage {
  const { limit, memory } = options;
  const compiled = keys.map(({ expression, isDescending }) => ({
    evaluate: compileExpression(expression, context),
    sign: isDescending ? -1 : 1,
  }));
  const compare = (a: Sorted, b: Sorted): number => {
    for (const [index, { sign }] of compiled.entries()) {
      const order = compareKeys(a.keys[index], b.keys[index], sign);
      if (order !== 0) return order;
    }
    return 0;
  };
  return (next) => {
    let rows: Sorted[] = [];
    /** Of twice as many as are asked for, the latter half is let go. */
    const shrink = (): void => {
      rows = rows.toSorted(compare);
      for (const { row } of rows.splice(limit)) memory.giveBack(charsOf(row));
    };
    return {
      push: (row) => {
        memory.take(charsOf(row));
        rows.push({ row, keys: compiled.map(({ evaluate }) => evaluate(row)) });
        if (rows.length >= 2 * limit) shrink();
      },
      end: () => {
        shrink();
        for (const { row } of rows) next.push(row);
        next.end();
      },
    };
  };
}

/** What has nothing to be sorted by comes last either way. */
function compareKeys(a: Value, b: Value, sign: number): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  return sign * compareNaturally(a, b);
}
