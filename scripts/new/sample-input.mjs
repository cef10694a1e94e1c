const LITERALS = {
  blob: "new Uint8Array()",
  boolean: "true",
  document: "{}",
  list: "[]",
  map: "{}",
  string: '"…"',
  timestamp: "new Date(0)",
};
const A_NUMBER = "1";
/** An input without members: what `OperationTypes` makes of it takes bytes. */
const NOTHING = "new Uint8Array()";

/** The source of an input with the members that must be there, one of a union; what they are is for who writes the test to say. */
export function sampleInput(model, shape) {
  const { members, required, union } = model.shapes[shape];
  const names = Object.keys(members);
  if (names.length === 0) return NOTHING;
  const needed = required ?? (union ? names.slice(0, 1) : []);
  return `{ ${needed.map((name) => `${name}: ${sample(model, members[name].shape)}`).join(", ")} }`;
}

function sample(model, name) {
  const shape = model.shapes[name];
  if (shape.type === "structure") return sampleInput(model, name);
  if (shape.streaming) return "Readable.from([])";
  return shape.enum ? JSON.stringify(shape.enum[0]) : (LITERALS[shape.type] ?? A_NUMBER);
}
