import type { Path } from "../expression/index.ts";
import type { Position } from "./statement-errors.ts";

// What the parser makes of a statement: one tree serves all requests of its text, as its parameters are not looked up yet.

export type PathNode = { readonly type: "path"; readonly path: Path; readonly position: Position };
/** `?`, counted from 0. */
export type ParameterNode = { readonly type: "parameter"; readonly index: number; readonly position: Position };
export type StructNode = {
  readonly type: "struct";
  readonly members: readonly (readonly [key: ExpressionNode, value: ExpressionNode])[];
  readonly position: Position;
};
export type CollectionNode = {
  readonly type: "list" | "bag";
  readonly elements: readonly ExpressionNode[];
  readonly position: Position;
};
export type ScalarNode = {
  readonly type: "scalar";
  readonly value:
    | { readonly S: string }
    | { readonly N: string }
    | { readonly BOOL: boolean }
    | { readonly NULL: true };
  readonly position: Position;
};
/** A function's name is in lower case. */
export type CallNode = {
  readonly type: "call";
  readonly name: string;
  readonly operands: readonly ExpressionNode[];
  readonly position: Position;
};
export type Comparator = "=" | "<>" | "<" | "<=" | ">" | ">=";

export type ConditionNode =
  | {
      readonly type: "compare";
      readonly operator: Comparator;
      readonly operands: readonly [ExpressionNode, ExpressionNode];
      readonly position: Position;
    }
  | {
      readonly type: "between";
      readonly operands: readonly [ExpressionNode, ExpressionNode, ExpressionNode];
      readonly position: Position;
    }
  | {
      readonly type: "in";
      readonly operand: ExpressionNode;
      readonly candidates: ExpressionNode;
      readonly position: Position;
    }
  | { readonly type: "is"; readonly operand: ExpressionNode; readonly typeName: string; readonly position: Position }
  | {
      readonly type: "and" | "or";
      readonly operands: readonly [ExpressionNode, ExpressionNode];
      readonly position: Position;
    }
  | { readonly type: "not"; readonly operand: ExpressionNode; readonly position: Position };

export type ArithmeticNode = {
  readonly type: "arithmetic";
  readonly operator: string;
  readonly operands: readonly [ExpressionNode, ExpressionNode];
  readonly position: Position;
};

export type ExpressionNode =
  | PathNode
  | ScalarNode
  | ParameterNode
  | StructNode
  | CollectionNode
  | CallNode
  | ArithmeticNode
  | ConditionNode
  | { readonly type: "missing"; readonly position: Position };

/** A table, or an index of it. */
export type SourceNode = { readonly table: string; readonly index: string | undefined };

export type OrderTerm = { readonly attribute: string; readonly descending: boolean };

/** `ALL OLD`, … */
export type Returning = "ALL OLD" | "ALL NEW" | "MODIFIED OLD" | "MODIFIED NEW";

export type SelectNode = {
  readonly type: "select";
  /** Absent: `*`. */
  readonly columns: readonly PathNode[] | undefined;
  readonly from: SourceNode;
  readonly where: ExpressionNode | undefined;
  readonly orderBy: readonly OrderTerm[];
};

export type InsertNode = { readonly type: "insert"; readonly from: SourceNode; readonly item: ExpressionNode };

export type UpdateNode = {
  readonly type: "update";
  readonly from: SourceNode;
  readonly actions: readonly UpdateAction[];
  readonly where: ExpressionNode | undefined;
  readonly returning: Returning | undefined;
};

export type UpdateAction =
  | { readonly section: "SET"; readonly path: PathNode; readonly value: ExpressionNode }
  | { readonly section: "REMOVE"; readonly path: PathNode };

export type DeleteNode = {
  readonly type: "delete";
  readonly from: SourceNode;
  readonly where: ExpressionNode | undefined;
  readonly returning: Returning | undefined;
};

/** `EXISTS(SELECT …)`: a condition that stands alone, in a transaction. */
export type ExistsNode = {
  readonly type: "exists";
  readonly from: SourceNode;
  readonly where: ExpressionNode | undefined;
};

export type StatementNode = SelectNode | InsertNode | UpdateNode | DeleteNode | ExistsNode;

/** A statement and how many parameters it takes. */
export type Statement = { readonly node: StatementNode; readonly parameters: number };
