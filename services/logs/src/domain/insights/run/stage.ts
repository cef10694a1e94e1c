import type { Row } from "../records/row.ts";

/** One command of a query at work: takes rows, and hands over what it makes of them. */
export type Stage = {
  readonly push: (row: Row) => undefined;
  /** There are no more. What is still to be done is done piece by piece, as far as it is asked for. */
  readonly end: () => Iterable<undefined>;
};

/** Makes a stage that hands over to the next one. */
export type NewStage = (next: Stage) => Stage;

/** A stage that holds nothing back. */
export const passing =
  (pass: (row: Row, next: Stage) => undefined): NewStage =>
  (next) => ({ push: (row) => pass(row, next), end: next.end });
