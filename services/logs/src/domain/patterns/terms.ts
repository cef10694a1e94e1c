import { compileRegex } from "./regex.ts";
import { invalidPattern, invalidTerm } from "./refusal.ts";

type Term = { readonly sign: "" | "-" | "?"; readonly isIn: (message: string) => boolean };

const TERM = /\s*(?<sign>[-?]?)\s*(?:"(?<quoted>(?:[^"\\]|\\.)*)"|(?<plain>\w+))(?=$|[\s"?-])/y;

/**
 * Terms of a text: all that have no sign are in it, none with a minus, or one with a question mark at least. A term is
 * found within words, too.
 */
export function compileTerms(pattern: string): (message: string) => boolean {
  const regex = /^\s*%(.*)%\s*$/s.exec(pattern)?.[1];
  if (regex !== undefined) return compileRegex(regex);
  const terms = readTerms(pattern);
  const wanted = terms.filter(({ sign }) => sign === "");
  const unwanted = terms.filter(({ sign }) => sign === "-");
  // AWS takes no notice of optional terms where there are others.
  if (wanted.length > 0 || unwanted.length > 0) {
    return (message) => wanted.every(({ isIn }) => isIn(message)) && !unwanted.some(({ isIn }) => isIn(message));
  }
  return terms.length === 0 ? () => true : (message) => terms.some(({ isIn }) => isIn(message));
}

function readTerms(pattern: string): readonly Term[] {
  const terms: Term[] = [];
  const text = pattern.trimEnd();
  TERM.lastIndex = 0;
  let offset = 0;
  while (offset < text.length) {
    TERM.lastIndex = offset;
    const { plain, quoted, sign } = TERM.exec(text)?.groups ?? {};
    const term = plain ?? quoted?.replaceAll(/\\(.)/g, "$1");
    if (term === undefined) throw refusalOf(text.slice(offset));
    terms.push({ sign: sign === "-" || sign === "?" ? sign : "", isIn: (message) => message.includes(term) });
    offset = TERM.lastIndex;
  }
  return terms;
}

/** What has other characters than letters, digits and underscores must stand in quotes. */
function refusalOf(rest: string): Error {
  const [wrong] = /[^\w\s"]+/.exec(rest.replace(/^\s*[-?]?/, "")) ?? [];
  return wrong === undefined ? invalidPattern() : invalidTerm(wrong);
}
