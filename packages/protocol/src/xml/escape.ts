/**
 * Text of an element. Quotes too, as S3 writes ETags (`&quot;…&quot;`); control characters and the line ends that a
 * parser would normalise away as character references, so that every key and name survives the way.
 */
export function escapeText(text: string): string {
  return NEEDS_ESCAPE.test(text) ? text.replace(ESCAPED, escapeCharacter) : text;
}

/** Value of an attribute in double quotes. The same characters need care as in text, and a tab as well. */
export function escapeAttribute(text: string): string {
  return escapeText(text).replaceAll("\t", "&#9;");
}

const CHARACTERS = String.raw`[&<>"\u0000-\u0008\u000a-\u001f\u007f-\u009f\u2028\ufffe\uffff]`;
// Two expressions: `test` of a global one would keep state between calls.
const NEEDS_ESCAPE = new RegExp(CHARACTERS);
const ESCAPED = new RegExp(CHARACTERS, "g");

function escapeCharacter(character: string): string {
  switch (character) {
    case "&":
      return "&amp;";
    case "<":
      return "&lt;";
    case ">":
      return "&gt;";
    case '"':
      return "&quot;";
    case "\r":
      return "&#13;";
    case "\n":
      return "&#10;";
    default:
      return `&#x${(character.codePointAt(0) ?? 0).toString(16)};`;
  }
}
