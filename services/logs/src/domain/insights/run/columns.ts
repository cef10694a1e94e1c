import type { Command } from "../syntax/tree.ts";

/** Which fields of its rows a query shows. */
export type Columns = {
  readonly names: readonly string[];
  /** Whether the rows are events, to which a pointer leads. */
  readonly areEvents: boolean;
};

/** Where no command names a field. */
const DEFAULT = ["@timestamp", "@message"];

export function columnsOf(commands: readonly Command[]): Columns {
  let names: readonly string[] = [];
  let areEvents = true;
  let isFixed = false;
  for (const command of commands) {
    if (command.kind === "stats") {
      areEvents = false;
      names = [...command.by, ...command.results].map(({ name }) => name);
    } else if (command.kind === "display") {
      isFixed = true;
      names = command.fields.map(({ name }) => name);
    } else if (!isFixed) names = [...names, ...addedBy(command)];
  }
  const unique = [...new Set(names)];
  return { names: unique.length === 0 ? DEFAULT : unique, areEvents };
}

function addedBy(command: Command): readonly string[] {
  if (command.kind === "fields") return command.fields.map(({ name }) => name);
  if (command.kind === "unnest") return [command.name];
  if (command.kind !== "parse") return [];
  if (command.names.length > 0 || !("regex" in command.pattern)) return command.names;
  return Array.from(command.pattern.regex.matchAll(/\(\?P?<(\w+)>/g), ([, name = ""]) => name);
}
