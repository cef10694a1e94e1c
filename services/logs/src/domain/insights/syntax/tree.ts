import type { Period } from "../values/period.ts";
import type { Span } from "./malformed.ts";

/** An expression, and where it stands. */
export type Expression = Span & ExpressionKind;

type ExpressionKind =
  | { readonly kind: "literal"; readonly value: string | number | boolean }
  | { readonly kind: "period"; readonly period: Period }
  /** By its whole name, with dots. */
  | { readonly kind: "field"; readonly name: string }
  | { readonly kind: "member"; readonly of: Expression; readonly key: string | number }
  /** `*` in `count(*)`. */
  | { readonly kind: "everything" }
  /** Names of functions in lower case. */
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Expression[] }
  | {
      readonly kind: "operation";
      readonly operator: Operator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: "not" | "minus"; readonly of: Expression }
  | { readonly kind: "like"; readonly of: Expression; readonly pattern: LikePattern }
  | { readonly kind: "in"; readonly of: Expression; readonly among: readonly Expression[] };

/** A text that is looked for, or a regular expression. */
export type LikePattern = Span & ({ readonly text: string } | { readonly regex: string });

export type Operator = "and" | "or" | "=" | "!=" | "<" | "<=" | ">" | ">=" | "+" | "-" | "*" | "/" | "%" | "^";

/** An expression, and the field that it becomes. */
export type Named = { readonly expression: Expression; readonly name: string };

export type SortKey = { readonly expression: Expression; readonly isDescending: boolean };

export type Command = Span &
  (
    | { readonly kind: "fields"; readonly fields: readonly Named[] }
    | { readonly kind: "display"; readonly fields: readonly Named[] }
    | { readonly kind: "filter"; readonly condition: Expression }
    | { readonly kind: "stats"; readonly results: readonly Named[]; readonly by: readonly Named[] }
    | { readonly kind: "sort"; readonly keys: readonly SortKey[] }
    | { readonly kind: "limit"; readonly count: number; readonly any: boolean }
    | { readonly kind: "dedup"; readonly fields: readonly Expression[] }
    | {
        readonly kind: "parse";
        readonly of: Expression;
        readonly pattern: LikePattern;
        readonly names: readonly string[];
      }
    | { readonly kind: "unnest"; readonly of: Expression; readonly name: string }
  );
