import { invalidPattern } from "./refusal.ts";

/**
 * Compiles a regular expression as filter patterns have them: no groups. It is not made JavaScript's, which takes time
 * that grows with a power of the text's length for some of them: this one takes time that grows with the text alone.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/regex-expressions.html
 * @throws PatternError
 */
export function compileRegex(source: string): (text: string) => boolean {
  if (source === "" || !/^[\w#=@/;,:\-^$?[\]{}|\\*+.]+$/.test(source)) throw invalidPattern();
  const branches = splitBranches(source).map(readBranch);
  return (text) => branches.some((branch) => isFound(branch, text));
}

/** A character that is asked for, by its code. */
type Atom = (code: number) => boolean;

/** An atom that may come zero times, or again. */
type Step = { readonly atom: Atom; readonly isOptional: boolean; readonly repeats: boolean };

type Branch = { readonly steps: readonly Step[]; readonly fromStart: boolean; readonly toEnd: boolean };

/** More would take long with every text. */
const MOST_STEPS = 2_000;

function splitBranches(source: string): readonly string[] {
  const branches = [""];
  for (const [part] of source.matchAll(/\\.|\[(?:\\.|[^\]])*\]|[^]/g)) {
    if (part === "|") branches.push("");
    else branches.push((branches.pop() ?? "") + part);
  }
  return branches;
}

function readBranch(source: string): Branch {
  const fromStart = source.startsWith("^");
  const toEnd = /(?:^|[^\\])(?:\\\\)*\$$/.test(source);
  const body = source.slice(fromStart ? 1 : 0, toEnd ? -1 : undefined);
  const steps: Step[] = [];
  const part =
    /(?<atom>\\x[\da-fA-F]{2}|\\.|\[\^?(?:\\.|[^\]\\])+\]|[^\\[\]{}*+?^$])(?<times>[*+?]|\{\d+(?:,\d*)?\})?/y;
  while (part.lastIndex < body.length) {
    const { atom = "", times = "" } = part.exec(body)?.groups ?? {};
    if (atom === "") throw invalidPattern();
    steps.push(...repeat(readAtom(atom), times));
    if (steps.length > MOST_STEPS) throw invalidPattern();
  }
  return { steps, fromStart, toEnd };
}

const SIGNS: Readonly<Record<string, Omit<Step, "atom">>> = {
  "*": { isOptional: true, repeats: true },
  "+": { isOptional: false, repeats: true },
  "?": { isOptional: true, repeats: false },
};

function repeat(atom: Atom, times: string): readonly Step[] {
  const sign = SIGNS[times];
  if (sign !== undefined) return [{ atom, ...sign }];
  const [, least = "1", comma = "", most = ""] = /^\{(\d+)(,?)(\d*)\}$/.exec(times) ?? [];
  const from = Number(least);
  const to = most === "" ? from : Number(most);
  if (to < from || to > MOST_STEPS) throw invalidPattern();
  const isOpen = comma !== "" && most === "";
  return [
    ...Array.from({ length: to }, (_, index) => ({ atom, isOptional: index >= from, repeats: false })),
    ...(isOpen ? [{ atom, isOptional: true, repeats: true }] : []),
  ];
}

const CLASSES: Readonly<Record<string, Atom>> = {
  d: (code) => code >= 48 && code <= 57,
  s: (code) => code === 32 || (code >= 9 && code <= 13),
  w: (code) => (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95,
};

function readAtom(atom: string): Atom {
  if (atom === ".") return () => true;
  if (atom.startsWith("[")) return readSet(atom.slice(1, -1));
  return atom.startsWith("\\") ? readEscape(atom) : isCode(atom.charCodeAt(0));
}

function readEscape(escape: string): Atom {
  const letter = escape.charAt(1);
  if (letter === "x" && escape.length > 2) return isCode(Number.parseInt(escape.slice(2), 16));
  const known = CLASSES[letter.toLowerCase()];
  if (known === undefined) return isCode(letter.charCodeAt(0));
  return letter === letter.toLowerCase() ? known : (code) => !known(code);
}

function readSet(inside: string): Atom {
  const isNegated = inside.startsWith("^");
  const atoms: Atom[] = [];
  const part = /(?<from>\\x[\da-fA-F]{2}|\\.|[^\\])(?:-(?<to>[^\\\]]))?/gy;
  for (const { groups } of inside.slice(isNegated ? 1 : 0).matchAll(part)) {
    const { from = "", to } = groups ?? {};
    if (to === undefined) atoms.push(from.startsWith("\\") ? readEscape(from) : isCode(from.charCodeAt(0)));
    else atoms.push(isBetween(from.charCodeAt(0), to.charCodeAt(0)));
  }
  const isAny: Atom = (code) => atoms.some((atom) => atom(code));
  return isNegated ? (code) => !isAny(code) : isAny;
}

const isCode =
  (asked: number): Atom =>
  (code) =>
    code === asked;

const isBetween =
  (from: number, to: number): Atom =>
  (code) =>
    code >= from && code <= to;

/** Keeps all the places in the branch at which the text may be: each character is looked at once. */
function isFound({ fromStart, steps, toEnd }: Branch, text: string): boolean {
  const end = steps.length;
  let places = new Uint8Array(end + 1);
  enter(steps, places, 0);
  for (let index = 0; index < text.length; index += 1) {
    if (places[end] === 1 && !toEnd) return true;
    const code = text.charCodeAt(index);
    const next = new Uint8Array(end + 1);
    for (const [at, step] of steps.entries()) {
      if (places[at] !== 1 || !step.atom(code)) continue;
      if (step.repeats) stay(steps, next, at);
      else enter(steps, next, at + 1);
    }
    if (!fromStart) enter(steps, next, 0);
    places = next;
  }
  return places[end] === 1;
}

/** At a step, and behind it where it may come zero times. */
function enter(steps: readonly Step[], places: Uint8Array, at: number): void {
  for (let place = at; places[place] !== 1; place += 1) {
    places[place] = 1;
    if (steps[place]?.isOptional !== true) return;
  }
}

/** A step that repeats may come again, or be over. */
function stay(steps: readonly Step[], places: Uint8Array, at: number): void {
  enter(steps, places, at + 1);
  places[at] = 1;
}
