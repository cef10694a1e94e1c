import { selectError } from "../errors.ts";
import { follow } from "../evaluate/columns.ts";
import { isList, type Value } from "../evaluate/values.ts";
import { MAX_RECORD_CHARS } from "../limits.ts";
import { MISSING, type Step } from "../sql/syntax.ts";
import { readJson } from "./json-text.ts";
import type { JsonReader } from "./json-reader.ts";

/** A record in each line. */
export function jsonLines(path: readonly Step[]): JsonReader {
  let rest = "";
  return {
    write: function* (text) {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      if (rest.length > MAX_RECORD_CHARS) throw selectError("OverMaxRecordSize");
      for (const line of lines) yield* readLine(line, path);
    },
    end: () => readLine(rest, path),
  };
}

function* readLine(line: string, path: readonly Step[]): Generator<Value> {
  if (line.length > MAX_RECORD_CHARS) throw selectError("OverMaxRecordSize");
  if (line.trim() !== "") yield* valuesAt(readJson(line), path);
}

/** All that a path leads to; what is not there is no record. */
function* valuesAt(value: Value, [step, ...rest]: readonly Step[]): Generator<Value> {
  if (step === undefined) yield value;
  else if (step.kind !== "each") {
    const next = follow(value, step);
    if (next !== MISSING) yield* valuesAt(next, rest);
  } else if (isList(value)) for (const item of value) yield* valuesAt(item, rest);
}
