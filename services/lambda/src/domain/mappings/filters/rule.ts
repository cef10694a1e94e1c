/** What a filter compares: a leaf of a record. */
export type Scalar = string | number | boolean | null;

/** What one value of a pattern's lists asks for. */
export type Rule =
  | { readonly kind: "equals"; readonly value: Scalar }
  | { readonly kind: "exists"; readonly wanted: boolean }
  | { readonly kind: "numeric"; readonly bounds: readonly Bound[] }
  | { readonly kind: "text"; readonly test: TextTest }
  | { readonly kind: "anything-but"; readonly values: readonly Scalar[]; readonly tests: readonly TextTest[] };

export type TextTest = {
  readonly kind: "prefix" | "suffix" | "whole";
  readonly text: string;
  readonly ignoreCase: boolean;
};

export type Bound = { readonly operator: "<" | "<=" | ">" | ">=" | "="; readonly value: number };

/** What a pattern asks of an object: all of its keys, and one alternative of each `$or`. */
export type Pattern = {
  readonly keys: readonly (readonly [name: string, ask: Pattern | readonly Rule[]])[];
  readonly alternatives: readonly (readonly Pattern[])[];
};
