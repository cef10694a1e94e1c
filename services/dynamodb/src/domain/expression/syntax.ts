// What the parser makes of an expression's text: its placeholders are not looked up yet, so one tree serves all requests.

/** A step of a document path: a name as written, a placeholder (#n) for one, or an element of a list. */
export type Step = { readonly name: string } | { readonly alias: string } | { readonly index: string };

export type PathNode = { readonly type: "path"; readonly steps: readonly Step[] };
export type ValueNode = { readonly type: "value"; readonly name: string };
export type CallNode = { readonly type: "call"; readonly name: string; readonly operands: readonly OperandNode[] };
export type OperandNode = PathNode | ValueNode | CallNode;

export type Comparator = "=" | "<>" | "<" | "<=" | ">" | ">=";

/** A condition that is not made of others. */
export type SingleNode =
  | CallNode
  | { readonly type: "compare"; readonly operator: Comparator; readonly operands: readonly [OperandNode, OperandNode] }
  | { readonly type: "between"; readonly operands: readonly [OperandNode, OperandNode, OperandNode] }
  | { readonly type: "in"; readonly operands: readonly [OperandNode, ...OperandNode[]] };

export type ConditionNode =
  | SingleNode
  | { readonly type: "and"; readonly conditions: readonly [ConditionNode, ConditionNode] }
  | { readonly type: "or"; readonly conditions: readonly [ConditionNode, ConditionNode] }
  | { readonly type: "not"; readonly condition: ConditionNode };

/** `=`, `IN`, `begins_with`, … */
export function operatorOf(node: SingleNode): string {
  if (node.type === "compare") return node.operator;
  return node.type === "call" ? node.name : node.type.toUpperCase();
}

export type ArithmeticNode = {
  readonly type: "arithmetic";
  readonly operator: "+" | "-";
  readonly operands: readonly [OperandNode, OperandNode];
};

export type ActionNode =
  | { readonly section: "SET"; readonly path: PathNode; readonly value: OperandNode | ArithmeticNode }
  | { readonly section: "REMOVE"; readonly path: PathNode }
  | { readonly section: "ADD" | "DELETE"; readonly path: PathNode; readonly value: ValueNode };

export type Section = ActionNode["section"];

export type UpdateNode = { readonly actions: readonly ActionNode[]; readonly sections: readonly Section[] };

export type ProjectionNode = readonly PathNode[];
