import { setImmediate as nextTurn } from "node:timers/promises";
import type { Place } from "@skylab/aws";
import { eventBytes } from "./domain/events/event.ts";
import type { LogGroup } from "./domain/groups/group.ts";
import { beginQuery, type ResultRow } from "./domain/insights/query.ts";
import { NO_STATISTICS, type QueryRow, type QueryStatistics } from "./domain/queries/query-row.ts";
import type { LogsStore } from "./store/store.ts";

/** How a query ended: with results, or because somebody said so. */
export type Ran = { readonly results: readonly ResultRow[] | undefined; readonly statistics: QueryStatistics };

export type Running = {
  readonly place: Place;
  readonly row: QueryRow;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Told now and then how far it is; false: it ends. */
  readonly goOn: (statistics: QueryStatistics) => Promise<boolean>;
};

/** So long a query works before all else that waits has its turn, in milliseconds. */
const TURN_MS = 10;

/** After so many steps it looks how long it has worked. */
const LOOKS_EVERY = 50;

/** So often it tells how far it is. */
const TOLD_EVERY_MS = 1_000;

/**
 * Runs a query over what its groups hold, the newest event first.
 * @throws AwsError where it cannot be compiled, or holds too much
 */
export async function runQuery(store: LogsStore, { goOn, now, place, row }: Running): Promise<Ran> {
  const run = beginQuery(row.text, { now, limit: row.limit });
  const found = await Promise.all(row.groups.map((name) => store.groups.find({ place, name })));
  const groups = found.flatMap((group: LogGroup | undefined) => (group === undefined ? [] : [{ group }]));
  const range = { from: row.from, to: row.to + 1 };
  const meter = new Meter(groups.length);
  const { account } = place;
  for await (const piece of store.events.read({ groups, range, now, reverse: true })) {
    for (const event of piece) {
      run.add(Object.assign(event, { account }));
      if (meter.isLong(meter.count(event.message))) await meter.rest();
    }
    if (meter.isToTell() && !(await goOn(meter.statistics(run.matched()))))
      return { results: undefined, statistics: meter.statistics(run.matched()) };
    if (run.isSatisfied()) break;
  }
  const ending = run.end();
  let step = ending.next();
  for (let steps = 0; step.done !== true; step = ending.next(), steps += 1) if (meter.isLong(steps)) await meter.rest();
  const results = step.value;
  return { results, statistics: { ...meter.statistics(run.matched()), resultCount: results.length } };
}

/** Counts what a query looks at, and how long it works. */
class Meter {
  readonly #groups: number;
  #records = 0;
  #bytes = 0;
  #turnBegan = performance.now();
  #told = performance.now();

  constructor(groups: number) {
    this.#groups = groups;
  }

  /** Tells how many it has counted. */
  count(message: string): number {
    this.#records += 1;
    this.#bytes += eventBytes(message);
    return this.#records;
  }

  /** Whether it is the others' turn; asked at each step. */
  isLong(steps: number): boolean {
    return steps % LOOKS_EVERY === 0 && performance.now() - this.#turnBegan > TURN_MS;
  }

  async rest(): Promise<void> {
    await nextTurn();
    this.#turnBegan = performance.now();
  }

  isToTell(): boolean {
    const isTime = performance.now() - this.#told > TOLD_EVERY_MS;
    if (isTime) this.#told = performance.now();
    return isTime;
  }

  statistics(recordsMatched: number): QueryStatistics {
    return {
      ...NO_STATISTICS,
      recordsMatched,
      recordsScanned: this.#records,
      bytesScanned: this.#bytes,
      logGroupsScanned: this.#groups,
    };
  }
}
