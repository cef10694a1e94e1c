import { selectError } from "../errors.ts";
import type { Cursor } from "./cursor.ts";
import type { Step } from "./syntax.ts";

/** `.name`, `."Name"`, `[0]`, `['name']`, `[*]` */
export function parseSteps(cursor: Cursor): readonly Step[] {
  const steps: Step[] = [];
  for (;;) {
    if (cursor.takeSymbol(".")) steps.push(parseMember(cursor));
    else if (cursor.takeSymbol("[")) steps.push(parseBracket(cursor));
    else return steps;
    cursor.countOperator();
  }
}

function parseMember(cursor: Cursor): Step {
  if (cursor.isSymbol("*")) throw selectError("ParseInvalidContextForWildcardInSelectList");
  const name = cursor.takeName();
  if (name !== undefined) return { kind: "member", name };
  // Behind a point a reserved word is a name, too.
  const token = cursor.next();
  if (token.kind !== "word") throw selectError("ParseInvalidPathComponent");
  return { kind: "member", name: { text: token.text, isQuoted: false } };
}

function parseBracket(cursor: Cursor): Step {
  const token = cursor.next();
  cursor.expectSymbol("]", "ParseInvalidPathComponent");
  if (token.kind === "symbol" && token.text === "*") return { kind: "each" };
  if (token.kind === "string") return { kind: "member", name: { text: token.text, isQuoted: true } };
  if (token.kind === "number" && token.isInteger) return { kind: "index", index: token.value };
  throw selectError("ParseInvalidPathComponent");
}
