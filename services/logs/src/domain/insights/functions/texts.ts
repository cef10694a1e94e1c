import { numberOf, textOf, type Value } from "../values/value.ts";
import { exactly, type Functions, type QueryFunction } from "./function.ts";

const ofText = (make: (text: string) => Value): QueryFunction =>
  exactly(1, ([value]) => (value === undefined ? undefined : make(textOf(value))));

/** Two texts, of which none is missing. */
const ofTexts = (make: (text: string, other: string) => Value): QueryFunction =>
  exactly(2, ([value, other]) =>
    value === undefined || other === undefined ? undefined : make(textOf(value), textOf(other)),
  );

/** Takes characters away at an end: space, or those that are named. */
const trimmer = (ends: { readonly start: boolean; readonly end: boolean }): QueryFunction => ({
  least: 1,
  most: 2,
  call: ([value, chars]) => {
    if (value === undefined) return undefined;
    const text = textOf(value);
    const isTaken = chars === undefined ? isSpace : among(textOf(chars));
    let from = 0;
    let to = text.length;
    if (ends.start) while (from < to && isTaken(text.charAt(from))) from += 1;
    if (ends.end) while (to > from && isTaken(text.charAt(to - 1))) to -= 1;
    return text.slice(from, to);
  },
});

const isSpace = (char: string): boolean => /\s/.test(char);

const among =
  (chars: string) =>
  (char: string): boolean =>
    chars.includes(char);

/** Longer would be a memory full of text. */
const MOST_CHARS = 1_000_000;

export const TEXT_FUNCTIONS: Functions = {
  isempty: exactly(1, ([value]) => value === undefined || value === ""),
  isblank: exactly(1, ([value]) => value === undefined || (typeof value === "string" && value.trim() === "")),
  concat: { least: 1, call: (args) => args.map(textOf).join("").slice(0, MOST_CHARS) },
  trim: trimmer({ start: true, end: true }),
  ltrim: trimmer({ start: true, end: false }),
  rtrim: trimmer({ start: false, end: true }),
  strlen: ofText((text) => Array.from(text).length),
  toupper: ofText((text) => text.toUpperCase()),
  tolower: ofText((text) => text.toLowerCase()),
  startswith: ofTexts((text, start) => text.startsWith(start)),
  endswith: ofTexts((text, end) => text.endsWith(end)),
  strcontains: {
    least: 2,
    most: 3,
    call: ([value, part, ignoresCase]) => {
      if (value === undefined || part === undefined) return undefined;
      const [text, asked] = [textOf(value), textOf(part)];
      return ignoresCase === true ? text.toLowerCase().includes(asked.toLowerCase()) : text.includes(asked);
    },
  },
  replace: exactly(3, ([value, search, by]) => {
    if (value === undefined || search === undefined || by === undefined) return undefined;
    const asked = textOf(search);
    return asked === "" ? textOf(value) : textOf(value).split(asked).join(textOf(by)).slice(0, MOST_CHARS);
  }),
  substr: {
    least: 2,
    most: 3,
    call: ([value, start, length]) => {
      const from = numberOf(start);
      if (value === undefined || from === undefined) return undefined;
      const count = numberOf(length);
      return textOf(value).slice(from, count === undefined ? undefined : from + count);
    },
  },
};
