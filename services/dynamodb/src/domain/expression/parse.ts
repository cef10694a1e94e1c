import { BoundedMap } from "@skylab/aws";
import { CONDITION_KEYWORDS, readCondition } from "./condition-parser.ts";
import { invalidExpression, type ExpressionKind } from "./kind.ts";
import { checkCondition, checkProjection, checkUpdate } from "./static-rules.ts";
import type { ConditionNode, ProjectionNode, UpdateNode } from "./syntax.ts";
import { TokenReader } from "./token-reader.ts";
import { readProjection, readUpdate, UPDATE_KEYWORDS } from "./update-parser.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-expression-parameters */
const MAX_EXPRESSION_BYTES = 4096;
/** Applications send few different texts. A tree is some tens of kilobytes at most. */
const REMEMBERED_TEXTS = 1000;

type Parse<Node> = (kind: ExpressionKind, text: string) => Node;

/** @throws AwsError `ValidationException` in AWS's words, as the two below do */
export const parseCondition: Parse<ConditionNode> = remembered((kind, text) => {
  const condition = readCondition(new TokenReader(kind, text, CONDITION_KEYWORDS));
  checkCondition(kind, condition);
  return condition;
});

export const parseUpdate: Parse<UpdateNode> = remembered((kind, text) => {
  const update = readUpdate(new TokenReader(kind, text, UPDATE_KEYWORDS));
  checkUpdate(kind, update);
  return update;
});

export const parseProjection: Parse<ProjectionNode> = remembered((kind, text) => {
  const paths = readProjection(new TokenReader(kind, text, new Set()));
  checkProjection(kind, paths);
  return paths;
});

/** Keeps the trees of the texts that were used last. A text with an error is read again: its error is its own. */
function remembered<Node>(parse: Parse<Node>): Parse<Node> {
  const trees = new BoundedMap<string, Node>(REMEMBERED_TEXTS, { keeps: "used" });
  return (kind, text) =>
    trees.get(`${kind} ${text}`, () => {
      checkSize(kind, text);
      return parse(kind, text);
    });
}

function checkSize(kind: ExpressionKind, text: string): void {
  if (text.trim() === "") throw invalidExpression(kind, "The expression can not be empty;");
  if (Buffer.byteLength(text) > MAX_EXPRESSION_BYTES) {
    throw invalidExpression(kind, "Expression size has exceeded the maximum allowed size;");
  }
}
