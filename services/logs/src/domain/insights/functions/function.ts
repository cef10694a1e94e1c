import type { Value } from "../values/value.ts";

/** A function of values; what it gets is what its arguments are for a row. */
export type QueryFunction = {
  readonly least: number;
  /** As many as there are, where absent. */
  readonly most?: number;
  readonly call: (args: readonly Value[], now: number) => Value;
};

export type Functions = Readonly<Record<string, QueryFunction>>;

export const exactly = (count: number, call: QueryFunction["call"]): QueryFunction => ({
  least: count,
  most: count,
  call,
});
