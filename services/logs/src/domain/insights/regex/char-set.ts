/** Code units, as ranges that neither touch nor overlap, in order. */
export type CharSet = readonly CharRange[];

export type CharRange = readonly [from: number, to: number];

const LAST = 0xffff;

export const oneChar = (code: number): CharSet => [[code, code]];

const codeOf = (char: string): number => char.charCodeAt(0);

const DIGITS: CharSet = [[codeOf("0"), codeOf("9")]];
const WORD: CharSet = [
  [codeOf("0"), codeOf("9")],
  [codeOf("A"), codeOf("Z")],
  [codeOf("_"), codeOf("_")],
  [codeOf("a"), codeOf("z")],
];
const SPACE: CharSet = [
  [0x09, 0x0d],
  [0x20, 0x20],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
];

/** What `.` matches: all but the ends of lines. */
export const ANY: CharSet = negate([
  [0x0a, 0x0a],
  [0x0d, 0x0d],
  [0x2028, 0x2029],
]);

/** What `\d`, `\W` and the like match, by their letters. */
export const CLASSES: Readonly<Record<string, CharSet>> = {
  d: DIGITS,
  D: negate(DIGITS),
  w: WORD,
  W: negate(WORD),
  s: SPACE,
  S: negate(SPACE),
};

export const isWordCode = (code: number): boolean => has(WORD, code);

export function has(set: CharSet, code: number): boolean {
  for (const [from, to] of set) if (code <= to) return code >= from;
  return false;
}

/** @param ranges in any order */
export function union(ranges: readonly CharRange[]): CharSet {
  const joined: [number, number][] = [];
  for (const [from, to] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const last = joined.at(-1);
    if (last !== undefined && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else joined.push([from, to]);
  }
  return joined;
}

export function negate(set: CharSet): CharSet {
  const rest: CharRange[] = [];
  let next = 0;
  for (const [from, to] of set) {
    if (from > next) rest.push([next, from - 1]);
    next = to + 1;
  }
  if (next <= LAST) rest.push([next, LAST]);
  return rest;
}

/** Larger ranges are hardly letters of one alphabet. */
const MOST_FOLDED = 2_000;

/** The set with the other case of its letters. */
export function ignoreCase(set: CharSet): CharSet {
  const others: CharRange[] = [];
  for (const [from, to] of set) {
    for (let code = from; code <= Math.min(to, from + MOST_FOLDED); code += 1) {
      const char = String.fromCharCode(code);
      for (const other of [char.toLowerCase(), char.toUpperCase()])
        if (other.length === 1 && other !== char) others.push([codeOf(other), codeOf(other)]);
    }
  }
  return union([...set, ...others]);
}
