import { parseJson } from "./parse-json.ts";
import { TemplateFault } from "./template.ts";
import { Host, javaString, type Value } from "./values.ts";

/** `$util`: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html#util-template-reference */
export const util = new Host({
  escapeJavaScript: ofText(escapeJavaScript),
  parseJson: ofText(parsed),
  urlEncode: ofText(urlEncode),
  urlDecode: ofText(urlDecode),
  base64Encode: ofText((text) => Buffer.from(text).toString("base64")),
  base64Decode: ofText((text) => Buffer.from(text, "base64").toString()),
});

/** Of nothing, they all make nothing. */
function ofText(make: (text: string) => Value): (args: readonly Value[]) => Value {
  return ([value = null]) => (value === null ? null : make(javaString(value)));
}

const ESCAPES: Readonly<Record<string, string>> = { "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** As commons-lang does, quotes of both kinds and slashes too: what it makes of `'` is no JSON. */
function escapeJavaScript(text: string): string {
  return text.replaceAll(/["'\\/]|[^ -~]/g, (character) => {
    if (character >= " " && character <= "~") return `\\${character}`;
    return ESCAPES[character] ?? `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
  });
}

function parsed(text: string): Value {
  try {
    return parseJson(text);
  } catch (error) {
    throw new TemplateFault(error instanceof Error ? error.message : String(error));
  }
}

/** As Java's URLEncoder: forms' encoding, `*` as it is; half of a surrogate pair becomes a question mark. */
function urlEncode(text: string): string {
  return encodeURIComponent(text.replaceAll(LONE_SURROGATE, "?"))
    .replaceAll("%20", "+")
    .replaceAll(/[!'()~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

function urlDecode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    throw new TemplateFault(`Cannot decode "${text}".`);
  }
}
