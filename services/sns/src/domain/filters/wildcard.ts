/** The texts between a pattern's stars: two where there is one star. */
export type Wildcard = readonly string[];

/** A pattern, or what AWS says of it. */
export type WildcardResult = { readonly wildcard: Wildcard } | { readonly problem: string };

/** Reads a pattern: `*` stands for any text, `\*` and `\\` for themselves. */
export function parseWildcard(text: string): WildcardResult {
  const segments = [""];
  const append = (letter: string): void => {
    segments[segments.length - 1] += letter;
  };
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charAt(at);
    const following = text.charAt(at + 1);
    if (letter === "\\") {
      if (following !== "*" && following !== "\\")
        return { problem: `Invalid escape character at pos ${place(text, at)}` };
      append(following);
      at += 1;
    } else if (letter === "*") {
      if (following === "*") return { problem: `Consecutive wildcard characters at pos ${place(text, at)}` };
      segments.push("");
    } else {
      append(letter);
    }
  }
  return { wildcard: segments };
}

/** AWS counts bytes, and the quote before the pattern with them. */
const place = (text: string, at: number): number => Buffer.byteLength(text.slice(0, at)) + 1;

export const starsIn = (wildcard: Wildcard): number => wildcard.length - 1;

/** The test whether texts are as a pattern says, in a time that grows with the text's length and the pattern's alone. */
export function wildcardTest(wildcard: Wildcard): (text: string) => boolean {
  const head = wildcard[0] ?? "";
  if (wildcard.length === 1) return (text) => text === head;
  const tail = wildcard.at(-1) ?? "";
  const middle = wildcard.slice(1, -1).map(finderOf);
  return (text) => {
    const end = text.length - tail.length;
    if (end < head.length || !text.startsWith(head) || !text.endsWith(tail)) return false;
    let at = head.length;
    for (const find of middle) {
      at = find(text, at);
      if (at === NOT_FOUND) return false;
    }
    return at <= end;
  };
}

const NOT_FOUND = -1;

/**
 * Finds the first place of a part from an offset on, and answers where it ends. Knuth's, Morris's and Pratt's way,
 * since that of `indexOf` takes the product of both lengths for texts that are made so.
 */
function finderOf(part: string): (text: string, from: number) => number {
  const restarts = restartsOf(part);
  return (text, from) => {
    let matched = 0;
    for (let at = from; matched < part.length && at < text.length; at += 1) {
      matched = advance({ part, restarts, matched }, text.charCodeAt(at));
      if (matched === part.length) return at + 1;
    }
    return matched === part.length ? from : NOT_FOUND;
  };
}

/** How many letters of a part still match where the one after so many does not. */
function restartsOf(part: string): Int32Array {
  const restarts = new Int32Array(part.length);
  for (let at = 1, matched = 0; at < part.length; at += 1) {
    matched = advance({ part, restarts, matched }, part.charCodeAt(at));
    restarts[at] = matched;
  }
  return restarts;
}

type Progress = { readonly part: string; readonly restarts: Int32Array; readonly matched: number };

function advance({ part, restarts, matched }: Progress, code: number): number {
  let length = matched;
  while (length > 0 && part.charCodeAt(length) !== code) length = restarts[length - 1] ?? 0;
  return part.charCodeAt(length) === code ? length + 1 : 0;
}
