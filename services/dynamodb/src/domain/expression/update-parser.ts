import type { ActionNode, ArithmeticNode, OperandNode, ProjectionNode, Section, UpdateNode } from "./syntax.ts";
import type { TokenReader } from "./token-reader.ts";

export const UPDATE_KEYWORDS: ReadonlySet<string> = new Set(["SET", "REMOVE", "ADD", "DELETE"]);

const SECTIONS: readonly Section[] = ["SET", "REMOVE", "ADD", "DELETE"];

export function readUpdate(reader: TokenReader): UpdateNode {
  const actions: ActionNode[] = [];
  const sections: Section[] = [];
  do {
    const section = SECTIONS.find((name) => reader.accept(name));
    if (section === undefined) throw reader.unexpected();
    sections.push(section);
    actions.push(...reader.list(() => action(reader, section)));
  } while (!reader.at("end"));
  return { actions, sections };
}

/** Paths alone, as REMOVE has them. */
export function readProjection(reader: TokenReader): ProjectionNode {
  const paths = reader.list(() => reader.path());
  reader.expect("end");
  return paths;
}

function action(reader: TokenReader, section: Section): ActionNode {
  const path = reader.path();
  if (section === "REMOVE") return { section, path };
  if (section === "SET") {
    reader.expect("=");
    return { section, path, value: setValue(reader) };
  }
  return { section, path, value: { type: "value", name: reader.expect("value") } };
}

function setValue(reader: TokenReader): OperandNode | ArithmeticNode {
  const left = reader.at("(") ? reader.pathOn(reader.enclosed(() => setValue(reader))) : reader.operand();
  if (left.type === "arithmetic") return left;
  for (const operator of ["+", "-"] as const) {
    if (reader.accept(operator)) {
      reader.countOperator();
      return { type: "arithmetic", operator, operands: [left, reader.operand()] };
    }
  }
  return left;
}
