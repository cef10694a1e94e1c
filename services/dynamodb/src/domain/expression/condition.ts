import type { Item } from "../item/attribute-value.ts";
import { checkCondition } from "./condition-rules.ts";
import type { Path } from "./document-path.ts";
import type { ExpressionKind } from "./kind.ts";
import { Resolver } from "./operand.ts";
import { parseCondition } from "./parse.ts";
import type { Placeholders } from "./placeholders.ts";
import { allOf, anyOf, not, testOf, type Test } from "./predicates.ts";
import { operatorOf, type ConditionNode } from "./syntax.ts";

export type Condition = {
  /** Whether it holds for an item; an item that is not there has no attributes. */
  readonly holds: (item: Item | undefined) => boolean;
  /** What it reads. */
  readonly paths: readonly Path[];
};

const NO_ATTRIBUTES: Item = {};

/** @throws AwsError `ValidationException` in AWS's words */
export function compileCondition(
  text: string,
  placeholders: Placeholders,
  kind: ExpressionKind = "ConditionExpression",
): Condition {
  const resolver = new Resolver(kind, placeholders);
  const test = compile(parseCondition(kind, text), resolver);
  return conditionOf(test, resolver.paths);
}

export const conditionOf = (test: Test, paths: readonly Path[]): Condition => ({
  holds: (item) => test(item ?? NO_ATTRIBUTES),
  paths,
});

/** From left to right: the first problem in the text is the one that is told. */
function compile(node: ConditionNode, resolver: Resolver): Test {
  switch (node.type) {
    case "and":
      return allOf(node.conditions.map((condition) => compile(condition, resolver)));
    case "or":
      return anyOf(node.conditions.map((condition) => compile(condition, resolver)));
    case "not":
      return not(compile(node.condition, resolver));
    default: {
      const operator = operatorOf(node);
      const operands = node.operands.map((operand) => resolver.operand(operand));
      checkCondition(resolver, operator, operands);
      return testOf(operator, operands);
    }
  }
}
