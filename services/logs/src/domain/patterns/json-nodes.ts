/** JSON in which numbers stand as they were written: 12.0 is not the text 12. */
export type JsonNode =
  | string
  | boolean
  | null
  | readonly JsonNode[]
  | NumberNode
  | { readonly [member: string]: JsonNode };

/** Hardly a member of an event's own bears this name; where one does, its text counts as a number. */
const NUMBER_MEMBER = "\u0000number";

export type NumberNode = { readonly [NUMBER_MEMBER]: string };

/** Texts, which stay as they are, and numbers outside of them. */
const TEXT_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** The JSON of an event, if it is an object or a list. */
export function parseJson(message: string): JsonNode | undefined {
  if (!/^\s*[{[]/.test(message)) return undefined;
  const marked = message.replaceAll(TEXT_OR_NUMBER, (part) =>
    part.startsWith('"') ? part : `{"\\u0000number":"${part}"}`,
  );
  try {
    return JSON.parse(marked) as JsonNode; // as: JSON has no other values, and numbers were marked.
  } catch {
    return undefined;
  }
}

export const isNumberNode = (node: JsonNode): node is NumberNode =>
  typeof node === "object" && node !== null && NUMBER_MEMBER in node && typeof node[NUMBER_MEMBER] === "string";

export const isList = (node: JsonNode): node is readonly JsonNode[] => Array.isArray(node);

export const textOfNumber = (node: NumberNode): string => node[NUMBER_MEMBER];
