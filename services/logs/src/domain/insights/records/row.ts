import type { LogEvent } from "../../events/event.ts";
import { Timestamp, type Value, type ValueMap } from "../values/value.ts";
import { atPath, discoverJson, fieldsOf } from "./discover-json.ts";
import { isOfLambda, LAMBDA_FIELDS, lambdaField } from "./lambda-fields.ts";
import { pointerOf } from "./pointer.ts";

/** An event as queries see it. */
export type QueriedEvent = LogEvent & {
  readonly stream: string;
  readonly group: string;
  /** Of the group. */
  readonly account: string;
};

type AutomaticField = (event: QueriedEvent) => Value;

const AUTOMATIC: ReadonlyMap<string, AutomaticField> = new Map<string, AutomaticField>([
  ["@timestamp", ({ timestamp }) => new Timestamp(timestamp)],
  ["@ingestionTime", ({ ingestionTime }) => new Timestamp(ingestionTime)],
  ["@message", ({ message }) => message],
  ["@logStream", ({ stream }) => stream],
  ["@log", ({ account, group }) => `${account}:${group}`],
  ["@ptr", pointerOf],
]);

/** A row of a query: an event, what was discovered in it, and what commands have made of it. */
export class Row {
  /** Absent behind `stats`. */
  readonly event: QueriedEvent | undefined;
  readonly #made: ReadonlyMap<string, Value> | undefined;
  #json: ValueMap | null | undefined;

  constructor(event: QueriedEvent | undefined, made?: ReadonlyMap<string, Value>) {
    this.event = event;
    this.#made = made;
  }

  /** The row with further fields, or with others of their names. */
  with(fields: Iterable<readonly [string, Value]>): Row {
    const row = new Row(this.event, new Map([...(this.#made ?? []), ...fields]));
    row.#json = this.#json;
    return row;
  }

  /** How long the texts are that commands have made. */
  get madeChars(): number {
    let chars = 0;
    for (const value of this.#made?.values() ?? []) if (typeof value === "string") chars += value.length;
    return chars;
  }

  /** What commands have made. */
  made(name: string): Value {
    return this.#made?.get(name);
  }

  hasMade(name: string): boolean {
    return this.#made?.has(name) ?? false;
  }

  /** What is discovered in the event, at a path into its JSON. */
  discovered(path: readonly string[]): Value {
    return this.#json === null ? undefined : atPath(this.#discover(), path);
  }

  /** Names and values of all that the event has by itself. */
  *fields(): Generator<readonly [string, Value]> {
    if (this.event === undefined) return;
    for (const [name, valueOf] of AUTOMATIC) yield [name, valueOf(this.event)];
    if (isOfLambda(this.event.group))
      for (const name of LAMBDA_FIELDS) {
        const value = lambdaField(name, this.event.message);
        if (value !== undefined) yield [name, value];
      }
    const json = this.#discover();
    if (json !== undefined) yield* fieldsOf(json);
  }

  #discover(): ValueMap | undefined {
    if (this.#json === undefined)
      this.#json = (this.event && discoverJson(this.event.message, isOfLambda(this.event.group))) ?? null;
    return this.#json ?? undefined;
  }
}

/** Reads a field of rows by its name. */
export function fieldReader(name: string): (row: Row) => Value {
  const path = name.split(".");
  const ofEvent = eventReader(name, path);
  const heads = path.slice(0, -1).map((_, index) => path.slice(0, index + 1).join("."));
  return (row) => {
    if (row.hasMade(name)) return row.made(name);
    for (const [index, head] of heads.entries())
      if (row.hasMade(head)) return atPath(row.made(head), path.slice(index + 1));
    return ofEvent(row);
  };
}

function eventReader(name: string, path: readonly string[]): (row: Row) => Value {
  const automatic = AUTOMATIC.get(name);
  if (automatic !== undefined) return ({ event }) => event && automatic(event);
  if (LAMBDA_FIELDS.includes(name))
    return ({ event }) => (event && isOfLambda(event.group) ? lambdaField(name, event.message) : undefined);
  return (row) => row.discovered(path);
}
