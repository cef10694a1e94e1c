import { selectError } from "../errors.ts";
import { textOf, type Value } from "../evaluate/values.ts";
import { MAX_RECORD_CHARS } from "../limits.ts";
import type { Step } from "../sql/syntax.ts";
import type { JsonReader } from "./json-reader.ts";
import { readJson } from "./json-text.ts";

/**
 * Documents, one after the other, of whatever size: only what the path leads to is held, a record at a time. What is
 * around the records is gone through by its brackets, commas and texts alone.
 */
export function jsonDocuments(path: readonly Step[]): JsonReader {
  const scanner = new Scanner(path);
  return { write: (text) => scanner.write(text), end: () => scanner.end() };
}

/** An object or array that the scanner is inside of. */
type Container = {
  readonly isObject: boolean;
  /** All that is around it is on the path. */
  readonly isOnPath: boolean;
  /** The name that the next value has, or its place. */
  name: string;
  index: number;
  /** In an object: whether the next text is a name. */
  isAtName: boolean;
};

/** What ends a number or a word, or is between values. */
const STRUCTURE = /[[\]{}",:\s]/g;
const TEXT_END = /["\\]/g;
/** Containers in each other. */
const MAX_DEPTH = 1000;

class Scanner {
  readonly #path: readonly Step[];
  readonly #around: Container[] = [];
  /** How many containers are around the record that is being held; `undefined`: none is. */
  #heldAt: number | undefined;
  #held = "";
  /** The name that is being read, or what is left of a word. */
  #text = "";
  #state: "between" | "text" | "escape" | "word" = "between";

  constructor(path: readonly Step[]) {
    this.#path = path;
  }

  *write(piece: string): Generator<Value> {
    let from = 0;
    for (let at = 0; at < piece.length;) {
      const next = this.#step(piece, at);
      if (next.begins) from = at;
      at = next.at;
      if (next.ends) {
        this.#hold(piece.slice(from, at));
        yield this.#release();
      }
    }
    if (this.#heldAt !== undefined) this.#hold(piece.slice(from));
  }

  *end(): Generator<Value> {
    if (this.#state === "word") {
      this.#state = "between";
      const isRecord = this.#heldAt === this.#around.length;
      this.#valueEnded();
      if (isRecord) yield this.#release();
    }
    if (this.#around.length > 0 || this.#state !== "between") throw selectError("JSONParsingError");
  }

  #hold(piece: string): void {
    this.#held += piece;
    if (this.#held.length > MAX_RECORD_CHARS) throw selectError("OverMaxRecordSize");
  }

  #release(): Value {
    const held = this.#held;
    this.#held = "";
    this.#heldAt = undefined;
    return readJson(held);
  }

  /** Goes on to the next place where something begins or ends. */
  #step(piece: string, at: number): Move {
    switch (this.#state) {
      case "text":
        return this.#inText(piece, at);
      case "escape":
        this.#remember(piece.charAt(at));
        this.#state = "text";
        return { at: at + 1 };
      case "word":
        return this.#inWord(piece, at);
      default:
        return this.#between(piece, at);
    }
  }

  #between(piece: string, at: number): Move {
    const character = piece.charAt(at);
    switch (character) {
      case "{":
      case "[":
        return { at: at + 1, begins: this.#enter(character === "{") };
      case "}":
      case "]":
        return { at: at + 1, ends: this.#leave(character === "}") };
      case ",":
      case ":":
        this.#separate(character);
        return { at: at + 1 };
      case '"':
        this.#state = "text";
        this.#text = "";
        return { at: at + 1, begins: this.#around.at(-1)?.isAtName !== true && this.#valueBegins() };
      default:
        if (/\s/.test(character)) return { at: at + 1 };
        this.#state = "word";
        return { at: at + 1, begins: this.#valueBegins() };
    }
  }

  #separate(separator: "," | ":"): void {
    const container = this.#around.at(-1);
    if (container === undefined || (separator === ":" && !container.isObject)) throw selectError("JSONParsingError");
    container.isAtName = container.isObject && separator === ",";
    if (separator === ",") container.index += 1;
  }

  #inText(piece: string, at: number): Move {
    TEXT_END.lastIndex = at;
    const end = TEXT_END.exec(piece)?.index ?? piece.length;
    this.#remember(piece.slice(at, end));
    if (end === piece.length) return { at: end };
    if (piece.charAt(end) === "\\") {
      this.#remember("\\");
      this.#state = "escape";
      return { at: end + 1 };
    }
    this.#state = "between";
    const container = this.#around.at(-1);
    if (container?.isAtName !== true) return { at: end + 1, ends: this.#valueEnded() };
    container.name = textOf(readJson(`"${this.#text}"`));
    return { at: end + 1 };
  }

  /** A name is held, be it on the path or not: it is at most as long as a record. */
  #remember(text: string): void {
    if (this.#around.at(-1)?.isAtName !== true) return;
    this.#text += text;
    if (this.#text.length > MAX_RECORD_CHARS) throw selectError("OverMaxRecordSize");
  }

  #inWord(piece: string, at: number): Move {
    STRUCTURE.lastIndex = at;
    const end = STRUCTURE.exec(piece)?.index ?? piece.length;
    if (end === piece.length) return { at: end };
    this.#state = "between";
    // The end belongs to what comes next.
    return { at: end, ends: this.#valueEnded() };
  }

  /** Whether the value that begins is the record that the path leads to. */
  #valueBegins(): boolean {
    if (this.#heldAt !== undefined || this.#around.length !== this.#path.length || !this.#isNextOnPath()) return false;
    this.#heldAt = this.#around.length;
    return true;
  }

  /** Whether the value that has ended is a record. */
  #valueEnded(): boolean {
    return this.#heldAt === this.#around.length;
  }

  #enter(isObject: boolean): boolean {
    const begins = this.#valueBegins();
    const isOnPath = this.#isNextOnPath();
    if (this.#around.length >= MAX_DEPTH) throw selectError("JSONParsingError");
    this.#around.push({ isObject, isOnPath, name: "", index: 0, isAtName: isObject });
    return begins;
  }

  #leave(isObject: boolean): boolean {
    if (this.#around.pop()?.isObject !== isObject) throw selectError("JSONParsingError");
    return this.#valueEnded();
  }

  /** Whether the next value in the innermost container is on the path; a document itself is. */
  #isNextOnPath(): boolean {
    const container = this.#around.at(-1);
    if (container === undefined) return true;
    const step = this.#path[this.#around.length - 1];
    return step !== undefined && container.isOnPath && fits(step, container);
  }
}

function fits(step: Step, { isObject, name, index }: Container): boolean {
  if (step.kind !== "member") return !isObject && (step.kind === "each" || step.index === index);
  const { text, isQuoted } = step.name;
  return isObject && (isQuoted ? text === name : text.toLowerCase() === name.toLowerCase());
}

/** Where the scanner is then; whether a record began here, or ends there. */
type Move = { readonly at: number; readonly begins?: boolean; readonly ends?: boolean };
