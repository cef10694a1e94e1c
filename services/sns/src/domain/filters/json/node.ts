/** A value of a JSON text, and where in it it stands. */
export type JsonNode = JsonObject | JsonArray | JsonString | JsonNumber | JsonLiteral;

/** Offsets of the first letter, and of what follows the last. */
type Span = { readonly start: number; readonly end: number };

/** Of a name that comes twice the last value counts, at the place of the first: so Jackson's ObjectMapper keeps it. */
export type JsonObject = Span & { readonly kind: "object"; readonly entries: ReadonlyMap<string, JsonNode> };
export type JsonArray = Span & { readonly kind: "array"; readonly items: readonly JsonNode[] };
export type JsonString = Span & { readonly kind: "string"; readonly value: string };
/** `text` is the number as it stands there. */
export type JsonNumber = Span & { readonly kind: "number"; readonly value: number; readonly text: string };
export type JsonLiteral = Span & { readonly kind: "literal"; readonly value: boolean | null };

/**
 * The text that Jackson's JsonNode.toString() makes of a value: nothing between its tokens, decimals as Java's
 * Double.toString() writes them. AWS tells columns in this text, and not in that of the client.
 */
export function compactText(node: JsonNode): string {
  switch (node.kind) {
    case "object":
      return `{${Array.from(node.entries, ([name, value]) => `${JSON.stringify(name)}:${compactText(value)}`).join(",")}}`;
    case "array":
      return `[${node.items.map(compactText).join(",")}]`;
    case "string":
      return JSON.stringify(node.value);
    case "number":
      return numberText(node);
    default:
      return String(node.value);
  }
}

/** From here on, and below a thousandth, Java writes a double with an exponent. */
const JAVA_LARGE = 1e7;
const JAVA_SMALL = 1e-3;

function numberText({ value, text }: JsonNumber): string {
  if (!/[.eE]/.test(text)) return text === "-0" ? "0" : text;
  // Jackson quotes what is too large for a double.
  if (!Number.isFinite(value)) return JSON.stringify(String(value));
  const size = Math.abs(value);
  const isPlain = size === 0 || (size >= JAVA_SMALL && size < JAVA_LARGE);
  const [digits = "", exponent = ""] = (isPlain ? plainText(value) : value.toExponential()).split("e");
  const decimal = digits.includes(".") ? digits : `${digits}.0`;
  return isPlain ? decimal : `${decimal}E${exponent.replace("+", "")}`;
}

const plainText = (value: number): string => (Object.is(value, -0) ? "-0" : String(value));
