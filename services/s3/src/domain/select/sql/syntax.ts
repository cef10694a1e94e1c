import type { Timestamp } from "../timestamps.ts";

/** A query, as it is written. */
export type Query = {
  readonly select: Selection;
  readonly from: From;
  readonly where: Expression | undefined;
  readonly limit: number | undefined;
};

export type Selection =
  /** All members of a record. */
  { readonly kind: "all" } | { readonly kind: "list"; readonly items: readonly SelectItem[] };

export type SelectItem = {
  readonly expression: Expression;
  /** What it is called in the result; `undefined`: by its place. */
  readonly name: string | undefined;
};

/** What the records are taken from. */
export type From = {
  /** Behind `S3Object[*]`, which is the object itself. */
  readonly path: readonly Step[];
  readonly alias: Name | undefined;
};

/** A name; one in quotes is meant in its case. */
export type Name = { readonly text: string; readonly isQuoted: boolean };

export type Step =
  | { readonly kind: "member"; readonly name: Name }
  | { readonly kind: "index"; readonly index: number }
  /** `[*]` */
  | { readonly kind: "each" };

export type Expression =
  | { readonly kind: "literal"; readonly value: string | number | boolean | null | Missing | Timestamp }
  | { readonly kind: "path"; readonly root: Name; readonly steps: readonly Step[] }
  | { readonly kind: "unary"; readonly operator: "-" | "+" | "NOT"; readonly operand: Expression }
  | { readonly kind: "binary"; readonly operator: Operator; readonly left: Expression; readonly right: Expression }
  | { readonly kind: "is"; readonly operand: Expression; readonly what: "NULL" | "MISSING" | "TRUE" | "FALSE" }
  | { readonly kind: "in"; readonly operand: Expression; readonly items: readonly Expression[] }
  | { readonly kind: "between"; readonly operand: Expression; readonly low: Expression; readonly high: Expression }
  | {
      readonly kind: "like";
      readonly operand: Expression;
      readonly pattern: Expression;
      readonly escape: Expression | undefined;
    }
  | { readonly kind: "cast"; readonly operand: Expression; readonly type: CastType }
  | { readonly kind: "case"; readonly branches: readonly Branch[]; readonly otherwise: Expression | undefined }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: "aggregate"; readonly name: AggregateName; readonly operand: Expression | undefined };

export type Branch = { readonly when: Expression; readonly result: Expression };

export type Operator = "OR" | "AND" | "=" | "<>" | "<" | ">" | "<=" | ">=" | "||" | "+" | "-" | "*" | "/" | "%";

export type CastType = "INT" | "FLOAT" | "DECIMAL" | "STRING" | "BOOL" | "TIMESTAMP";

/** `COUNT(*)` has no operand. */
export type AggregateName = "COUNT" | "SUM" | "AVG" | "MIN" | "MAX";

/** What is not there at all, which is less than null. */
export const MISSING = Symbol("missing");
export type Missing = typeof MISSING;
