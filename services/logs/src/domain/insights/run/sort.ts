import { Heap } from "../../events/heap.ts";
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

type Sorted = {
  readonly row: Row;
  readonly keys: readonly Value[];
  /** Rows that are alike stay as they came. */ readonly number: number;
};

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
    return a.number - b.number;
  };
  return (next) => {
    // The last is on top: it is let go when there are more than are asked for.
    const rows = new Heap<Sorted>((a, b) => compare(b, a));
    let pushed = 0;
    let held = 0;
    return {
      push: (row) => {
        memory.take(charsOf(row));
        rows.push({ row, keys: compiled.map(({ evaluate }) => evaluate(row)), number: pushed });
        pushed += 1;
        held += 1;
        if (held <= limit) return;
        const last = rows.pop();
        held -= 1;
        if (last !== undefined) memory.giveBack(charsOf(last.row));
      },
      end: function* () {
        const sorted: Row[] = [];
        for (let last = rows.pop(); last !== undefined; last = rows.pop()) yield void sorted.push(last.row);
        for (let first = sorted.pop(); first !== undefined; first = sorted.pop()) yield next.push(first);
        yield* next.end();
      },
    };
  };
}

/** What has nothing to be sorted by comes last either way. */
function compareKeys(a: Value, b: Value, sign: number): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  return sign * compareNaturally(a, b);
}
