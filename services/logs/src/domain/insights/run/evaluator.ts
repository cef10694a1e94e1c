import type { Expression } from "../syntax/tree.ts";
import type { Row } from "../records/row.ts";
import type { Value } from "../values/value.ts";

/** An expression that is compiled: its value for a row. */
export type Evaluate = (row: Row) => Value;

/** What expressions are compiled by. */
export type CompileContext = {
  /** Milliseconds since the epoch: when the query began. */
  readonly now: number;
  /** How a call that is no plain function is compiled; `undefined`: it is one. */
  readonly special: (call: Call) => Evaluate | undefined;
};

export type Call = Extract<Expression, { kind: "call" }>;
