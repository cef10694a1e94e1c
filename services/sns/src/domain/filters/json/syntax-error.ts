/** A text that is no JSON, in the words of Jackson, which AWS hands on. */
export class JsonSyntaxError extends Error {}

/** What Jackson expects where a value has to be. */
const ANY_VALUE = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";
/** The source that Jackson 2.16 and later name. */
const REDACTED = "[Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled)";
/** com.fasterxml.jackson.core.StreamReadConstraints#DEFAULT_MAX_DEPTH */
export const MAX_DEPTH = 1000;
/** Jackson shows no more letters of a token that it does not know. */
const MAX_TOKEN_LETTERS = 256;
const FIRST_PRINTABLE = 32;
const LAST_LATIN = 255;

type Text = { readonly text: string; readonly at: number };

export const unexpectedEnd = ({ text }: { readonly text: string }, rest: string): JsonSyntaxError =>
  located({ text, at: text.length }, `Unexpected end-of-input${rest}`);

/** `Unexpected character ('i' (code 105)): was expecting …`; `where` names a part of the text that it is in. */
export const unexpectedCharacter = (at: Text, expected: string, where = ""): JsonSyntaxError =>
  located(at, `Unexpected character (${described(at)})${where}: ${expected}`);

/** Where a value has to be. */
export function noValue(at: Text): JsonSyntaxError {
  if (!/[\p{L}\p{Nl}\p{Sc}\p{Pc}]/u.test(at.text.charAt(at.at))) {
    return unexpectedCharacter(at, `expected a valid value ${ANY_VALUE}`);
  }
  const [token = ""] = /^[\p{L}\p{N}\p{Sc}\p{Pc}\p{M}]+/u.exec(at.text.slice(at.at, at.at + MAX_TOKEN_LETTERS)) ?? [];
  return located(
    { text: at.text, at: at.at + token.length },
    `Unrecognized token '${token}': was expecting ${ANY_VALUE}`,
  );
}

export const wrongClose = (at: Text, expected: string, opened: { readonly start: number; readonly name: string }) =>
  located(
    at,
    `Unexpected close marker '${at.text.charAt(at.at)}': expected '${expected}' (for ${opened.name} starting at ${place({ text: at.text, at: opened.start })})`,
  );

export const notClosed = (text: string, opened: { readonly start: number; readonly name: string }): JsonSyntaxError =>
  unexpectedEnd(
    { text },
    `: expected close marker for ${opened.name} (start marker at ${place({ text, at: opened.start })})`,
  );

export const controlCharacter = (at: Text): JsonSyntaxError =>
  located(
    at,
    `Illegal unquoted character (${described(at)}): has to be escaped using backslash to be included in string value`,
  );

export const unknownEscape = (at: Text): JsonSyntaxError =>
  located(at, `Unrecognized character escape ${described(at)}`);

export const leadingZero = (at: Text): JsonSyntaxError =>
  located(at, "Invalid numeric value: Leading zeroes not allowed");

export const tooDeep = (): JsonSyntaxError =>
  new JsonSyntaxError(
    `Document nesting depth (${MAX_DEPTH + 1}) exceeds the maximum allowed (${MAX_DEPTH}, from \`StreamReadConstraints.getMaxNestingDepth()\`)`,
  );

const located = (at: Text, message: string): JsonSyntaxError => new JsonSyntaxError(`${message}\n at ${place(at)}`);

function place({ text, at }: Text): string {
  const before = text.slice(0, at).split("\n");
  return `${REDACTED}; line: ${before.length}, column: ${(before.at(-1) ?? "").length + 1}]`;
}

function described({ text, at }: Text): string {
  const code = text.charCodeAt(at);
  if (code < FIRST_PRINTABLE) return `(CTRL-CHAR, code ${code})`;
  const hex = code > LAST_LATIN ? ` / 0x${code.toString(16)}` : "";
  return `'${text.charAt(at)}' (code ${code}${hex})`;
}
