import { selectError } from "../errors.ts";

/** Whether a text is like the pattern that this was made of. */
export type Like = (text: string) => boolean;

/** One character: itself, or any. */
const ANY = Symbol("any");
type Part = string | typeof ANY;

/** A text without `%` in it: its characters, each where it may also be any one. */
type Segment = readonly Part[];

/** A segment with `_` is looked for character by character, so it takes this many times a text's length. */
const MAX_WILD_SEGMENT = 256;

/**
 * Makes a pattern ready: `%` is any text, `_` any character, and what stands behind the escape character is itself. No
 * regular expression: the time that it takes grows with the text alone.
 * @throws AwsError EvaluatorLikePatternInvalidEscapeSequence, LikeInvalidInputs
 */
export function compileLike(pattern: string, escape: string | undefined): Like {
  if (escape !== undefined && Array.from(escape).length !== 1)
    throw selectError("EvaluatorLikePatternInvalidEscapeSequence");
  const segments = readSegments(Array.from(pattern), escape);
  const [first = [], ...rest] = segments;
  const last = rest.pop();
  const finders = rest.filter(({ length }) => length > 0).map(finderOf);
  return (text) => {
    const characters = Array.from(text);
    if (last === undefined) return characters.length === first.length && fitsAt(characters, 0, first);
    const end = characters.length - last.length;
    if (end < first.length || !fitsAt(characters, 0, first) || !fitsAt(characters, end, last)) return false;
    let at = first.length;
    for (const find of finders) {
      const found = find(characters, at, end);
      if (found === undefined) return false;
      at = found;
    }
    return true;
  };
}

function readSegments(pattern: readonly string[], escape: string | undefined): readonly Segment[] {
  const segments: Part[][] = [[]];
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at] ?? "";
    if (character === escape) {
      at += 1;
      const escaped = pattern[at];
      if (escaped !== "%" && escaped !== "_" && escaped !== escape) {
        throw selectError("EvaluatorLikePatternInvalidEscapeSequence");
      }
      segments.at(-1)?.push(escaped);
    } else if (character === "%") segments.push([]);
    else segments.at(-1)?.push(character === "_" ? ANY : character);
  }
  return segments;
}

const fitsAt = (text: readonly string[], at: number, segment: Segment): boolean =>
  segment.every((part, index) => part === ANY || part === text[at + index]);

/** Where a segment ends that is found between two places, the first of them. */
type Find = (text: readonly string[], from: number, to: number) => number | undefined;

function finderOf(segment: Segment): Find {
  if (!segment.includes(ANY)) return knuthMorrisPratt(segment);
  if (segment.length > MAX_WILD_SEGMENT) throw selectError("LikeInvalidInputs");
  return (text, from, to) => {
    for (let at = from; at + segment.length <= to; at++) if (fitsAt(text, at, segment)) return at + segment.length;
    return undefined;
  };
}

/** https://en.wikipedia.org/wiki/Knuth–Morris–Pratt_algorithm: each character of the text is looked at twice at most. */
function knuthMorrisPratt(segment: Segment): Find {
  const borders: number[] = [0];
  for (let at = 1, length = 0; at < segment.length; at++) {
    while (length > 0 && segment[at] !== segment[length]) length = borders[length - 1] ?? 0;
    if (segment[at] === segment[length]) length += 1;
    borders.push(length);
  }
  return (text, from, to) => {
    let length = 0;
    for (let at = from; at < to; at++) {
      while (length > 0 && text[at] !== segment[length]) length = borders[length - 1] ?? 0;
      if (text[at] === segment[length]) length += 1;
      if (length === segment.length) return at + 1;
    }
    return undefined;
  };
}
