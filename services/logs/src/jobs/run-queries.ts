import { AwsError, type Clock } from "@skylab/aws";
import { type Attempt, type Leased, workOff } from "@skylab/queues";
import type { Job, Logger } from "@skylab/service";
import { isUnderWay, type QueryRow, type QueryState, type QueryStatistics } from "../domain/queries/query-row.ts";
import { runQuery } from "../run-query.ts";
import type { QueuedQuery } from "../store/queries.ts";
import type { LogsStore } from "../store/store.ts";

/** So many at a time in each process; AWS runs 100 of an account. */
const AT_ONCE = 4;

/** "Queries time out after 60 minutes of runtime": https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html */
const TIME_LIMIT_MS = 60 * 60_000;

/** A query with which processes die, or that its engine fails, is begun so often. */
const MOST_ATTEMPTS = 3;

export type RunQueriesParts = { readonly store: LogsStore; readonly log: Pick<Logger, "warn"> };

/** Runs queries. Where a process dies, another begins anew what it was at. */
export const runQueries = (parts: RunQueriesParts): Job =>
  workOff({
    name: "logs: run queries",
    queue: parts.store.queries.queue,
    atOnce: AT_ONCE,
    attend: (leased, attempt) => attend(parts, leased, attempt),
    onFailure: (error) => parts.log.warn({ err: error }, "a query is begun anew later"),
  });

async function attend({ log, store }: RunQueriesParts, leased: Leased<QueuedQuery>, at: Attempt): Promise<void> {
  const { id, place } = leased.item;
  const now = at.clock.now();
  const row = await store.queries.change(place, id, (current) =>
    isUnderWay(current) ? { ...current, status: "Running", startedAt: current.startedAt ?? now } : undefined,
  );
  const end = async (status: QueryState, more: Partial<QueryRow> = {}): Promise<void> => {
    const after = { ...more, status, endedAt: at.clock.now() };
    await store.queries.change(place, id, (current) => (isUnderWay(current) ? { ...current, ...after } : undefined));
    await leased.done();
  };
  // It was stopped meanwhile, or is gone.
  if (row === undefined) return await leased.done();
  if (hasTimedOut(row, at.clock)) return await end("Timeout");
  if (leased.attempts > MOST_ATTEMPTS) return await end("Failed");
  try {
    const goOn = (statistics: QueryStatistics): Promise<boolean> => tell(store, leased.item, { ...at, statistics });
    const { results, statistics } = await runQuery(store, { place, row, now, goOn });
    if (at.signal.aborted) return;
    if (results === undefined) return await end(hasTimedOut(row, at.clock) ? "Timeout" : "Cancelled", { statistics });
    // Where another process believes this one dead, each has results of its own.
    const name = `${id} ${leased.attempts}`;
    await store.queries.writeResults(place, { name, row }, results);
    await end("Complete", { statistics, results: name });
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    log.warn({ err: error, queryId: id }, "a query has failed");
    await end("Failed");
  }
}

const hasTimedOut = ({ startedAt = 0 }: QueryRow, clock: Clock): boolean => clock.now() - startedAt > TIME_LIMIT_MS;

type Told = Attempt & { readonly statistics: QueryStatistics };

/** Whether a query goes on: it was not stopped, and has time. */
async function tell({ queries }: LogsStore, { id, place }: QueuedQuery, told: Told): Promise<boolean> {
  const { clock, signal, statistics } = told;
  if (signal.aborted) return false;
  const row = await queries.change(place, id, (current) =>
    isUnderWay(current) ? { ...current, statistics } : undefined,
  );
  return row !== undefined && !hasTimedOut(row, clock);
}
