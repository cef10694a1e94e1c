import { beginQuery, type QueryRun, type ResultRow } from "../query.ts";
import type { QueriedEvent } from "../records/row.ts";

/** 2024-01-01 00:00:00 */
export const START = Date.UTC(2024, 0, 1);

const MINUTE_MS = 60_000;

/** An event a minute after the one before it, of a group of orders. */
export const eventOf = (message: string, index: number, more: Partial<QueriedEvent> = {}): QueriedEvent => ({
  message,
  timestamp: START + index * MINUTE_MS,
  ingestionTime: START + index * MINUTE_MS + 5,
  arrival: index,
  stream: "a",
  group: "orders",
  account: "111122223333",
  ...more,
});

/** Results as objects, without pointers. */
export const shown = (rows: readonly ResultRow[]): readonly Readonly<Record<string, string>>[] =>
  rows.map((row) =>
    Object.fromEntries(row.filter(({ field }) => field !== "@ptr").map(({ field, value }) => [field, value])),
  );

/** Asks events, which are in the order of their time. */
export function askEvents(query: string, events: readonly QueriedEvent[]): readonly ResultRow[] {
  const run = beginQuery(query, { now: START });
  for (const event of events.toReversed()) run.add(event);
  return resultsOf(run);
}

/** The results of a query that gets no more events. */
export function resultsOf(run: QueryRun): readonly ResultRow[] {
  const ending = run.end();
  let step = ending.next();
  while (step.done !== true) step = ending.next();
  return step.value;
}

/** Asks messages, which are texts or become JSON. */
export const ask = (query: string, ...messages: readonly unknown[]): readonly Readonly<Record<string, string>>[] =>
  shown(
    askEvents(
      query,
      messages.map((message, index) => eventOf(textOf(message), index)),
    ),
  );

const textOf = (message: unknown): string => (typeof message === "string" ? message : JSON.stringify(message));

/** The value of one expression for one message. */
export const valueOf = (expression: string, message: unknown = ""): string | undefined =>
  ask(`fields ${expression} as value`, message)[0]?.["value"];
