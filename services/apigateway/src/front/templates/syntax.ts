/** A template, parsed. https://velocity.apache.org/engine/1.7/vtl-reference.html */
export type Nodes = readonly Node[];

export type Node =
  | { readonly kind: "text"; readonly text: string }
  | ReferenceNode
  | { readonly kind: "set"; readonly target: Reference; readonly value: Expression }
  | { readonly kind: "if"; readonly branches: readonly Branch[] }
  | { readonly kind: "foreach"; readonly variable: string; readonly items: Expression; readonly body: Nodes }
  | { readonly kind: "define"; readonly name: string; readonly body: Nodes }
  | { readonly kind: "macro"; readonly name: string; readonly parameters: readonly string[]; readonly body: Nodes }
  | MacroCall
  | { readonly kind: "break" | "stop" };

/** A reference in text: what it stands for is written. */
export type ReferenceNode = {
  readonly kind: "reference";
  readonly reference: Reference;
  /** As it stands in the template, which is written where it is escaped. */
  readonly source: string;
  /** The backslashes in front of it. */
  readonly escapes: number;
};

/** `condition` is absent for `#else`. */
export type Branch = { readonly condition?: Expression; readonly body: Nodes };

/** `#name($a $b)`, or `#@name($a)…#end` with a body. */
export type MacroCall = {
  readonly kind: "call";
  readonly name: string;
  readonly args: readonly Expression[];
  readonly body?: Nodes;
};

/** `$name.property[0].method("x")` */
export type Reference = { readonly kind: "reference"; readonly name: string; readonly steps: readonly Step[] };

export type Step =
  | { readonly kind: "property"; readonly name: string }
  | { readonly kind: "index"; readonly index: Expression }
  | { readonly kind: "method"; readonly name: string; readonly args: readonly Expression[] };

export type Expression =
  | Reference
  | { readonly kind: "literal"; readonly value: string | number | bigint | boolean }
  | { readonly kind: "double"; readonly value: number }
  | { readonly kind: "interpolated"; readonly body: Nodes }
  | { readonly kind: "list"; readonly items: readonly Expression[] }
  | { readonly kind: "range"; readonly from: Expression; readonly to: Expression }
  | { readonly kind: "map"; readonly entries: readonly (readonly [Expression, Expression])[] }
  | { readonly kind: "not"; readonly operand: Expression }
  | {
      readonly kind: "binary";
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    };

export type BinaryOperator = "||" | "&&" | "==" | "!=" | "<" | ">" | "<=" | ">=" | "+" | "-" | "*" | "/" | "%";
