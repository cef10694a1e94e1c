import { isMap, memberOf, type Value, type ValueMap } from "../values/value.ts";

/** "up to 200 fields": https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_AnalyzeLogData-discoverable-fields.html */
const MOST_FIELDS = 200;

/**
 * The JSON object that a message is.
 * @param embedded or the first that is in it, as it is with what functions write
 */
export function discoverJson(message: string, embedded: boolean): ValueMap | undefined {
  const start = message.indexOf("{");
  if (start === -1 || (!embedded && message.slice(0, start).trim() !== "")) return undefined;
  const whole = parse(message.slice(start));
  if (whole !== undefined || !embedded) return whole;
  const end = endOf(message, start);
  return end === undefined ? undefined : parse(message.slice(start, end));
}

function parse(text: string): ValueMap | undefined {
  try {
    const value = JSON.parse(text) as Value | null; // as: JSON has no other values.
    return isMap(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Behind the brace that closes an object. */
function endOf(message: string, start: number): number | undefined {
  let depth = 0;
  for (const { 0: part, index } of message.slice(start).matchAll(/"(?:[^"\\]|\\[^])*"|[{}]/g)) {
    if (part === "{") depth += 1;
    if (part === "}") depth -= 1;
    if (depth === 0) return start + index + 1;
  }
  return undefined;
}

/** What stands at a path. A key that has dots itself is as many steps of it. */
export function atPath(root: Value | null, path: readonly string[]): Value {
  const [first] = path;
  if (first === undefined) return root ?? undefined;
  if (path.length === 1) return memberOf(root, first);
  let key = "";
  for (const [index, step] of path.entries()) {
    key = index === 0 ? step : `${key}.${step}`;
    const found = memberOf(root, key);
    const rest = found === undefined ? undefined : atPath(found, path.slice(index + 1));
    if (rest !== undefined) return rest;
  }
  return undefined;
}

/** All fields of an object by their names with dots. */
export function fieldsOf(root: ValueMap): ReadonlyMap<string, Value> {
  const fields = new Map<string, Value>();
  const visit = (value: Value | null, path: string): void => {
    if (fields.size >= MOST_FIELDS) return;
    if (isMap(value) || Array.isArray(value))
      for (const [key, member] of Object.entries(value) as [string, Value][])
        // as: of a list or a map of values.
        visit(member, path === "" ? key : `${path}.${key}`);
    else if (value !== null && value !== undefined) fields.set(path, value);
  };
  visit(root, "");
  return fields;
}
