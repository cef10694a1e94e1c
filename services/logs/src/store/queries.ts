import type { Ids, Place } from "@skylab/aws";
import { openWorkQueue, type Queues, type WorkQueue } from "@skylab/queues";
import {
  allRows,
  encodeKey,
  jsonTable,
  keyTexts,
  type Partition,
  type Places,
  readerOf,
  retryOnConflict,
} from "@skylab/records";
import type { ResultRow } from "../domain/insights/query.ts";
import type { Query, QueryRow } from "../domain/queries/query-row.ts";
import { readResults, writeResults } from "./query-results.ts";
import { QUERIES_SPACE } from "./spaces.ts";

/** Queries, and what they have found. */
export type Queries = {
  /** Queries that are to be run: any replica does it. */
  readonly queue: WorkQueue<QueuedQuery>;
  /** Keeps a query, and lets it run. */
  readonly begin: (place: Place, query: Query) => Promise<void>;
  readonly find: (place: Place, id: string) => Promise<QueryRow | undefined>;
  /** Keeps what `decide` makes of a query as it is now, and tells it; `undefined` where there is none, or `decide` says so. */
  readonly change: (
    place: Place,
    id: string,
    decide: (current: QueryRow) => QueryRow | undefined,
  ) => Promise<QueryRow | undefined>;
  /** The newest first. */
  readonly list: (place: Place) => Promise<readonly Query[]>;
  /** Keeps results by their name as long as the query is kept. */
  readonly writeResults: (
    place: Place,
    of: { readonly name: string; readonly row: QueryRow },
    rows: readonly ResultRow[],
  ) => Promise<void>;
  readonly readResults: (
    place: Place,
    name: string,
    page: { readonly from: number; readonly count: number },
  ) => Promise<readonly ResultRow[]>;
};

export type QueuedQuery = { readonly place: Place; readonly id: string };

const queryRows = jsonTable<QueryRow>(QUERIES_SPACE);

/** "Query results are available for seven days": https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html */
const KEPT_MS = 7 * 24 * 3_600_000;

/** Longer than a query may run. */
const RETENTION_MS = 24 * 3_600_000;

export function openQueries(places: Places, { ids, queues }: { readonly queues: Queues; readonly ids: Ids }): Queries {
  const queue = openWorkQueue<QueuedQuery>({ queues, ids, name: "logs/queries", retentionMs: RETENTION_MS });
  const partitionOf = (place: Place): Partition => places.at(place);
  return {
    queue,
    begin: async (place, { id, row }) => {
      await partitionOf(place).commit({ writes: [putOf(id, row)] });
      await queue.send([{ item: { place, id }, group: place.account }]);
    },
    find: (place, id) => readerOf(places.at(place)).get(queryRows, id),
    change: (place, id, decide) =>
      retryOnConflict(async () => {
        const partition = partitionOf(place);
        const key = encodeKey(id);
        const found = await partition.get(queryRows.space, key);
        const after = found && decide(queryRows.decode(found.value));
        if (found === undefined || after === undefined) return undefined;
        const check = { space: queryRows.space, key, version: found.version };
        const result = await partition.commit({ checks: [check], writes: [putOf(id, after)] });
        return result.ok ? after : result;
      }),
    list: async (place) => {
      const queries: Query[] = [];
      for await (const { key, row } of allRows(readerOf(places.at(place)), queryRows))
        queries.push({ id: keyTexts(key)[0] ?? "", row });
      return queries.toSorted((a, b) => b.row.createdAt - a.row.createdAt);
    },
    writeResults: (place, { name, row }, rows) =>
      writeResults(partitionOf(place), name, { rows, expiresAt: row.createdAt + KEPT_MS }),
    readResults: (place, name, page) => readResults(partitionOf(place), name, page),
  };
}

const putOf = (id: string, row: QueryRow) => ({
  kind: "put" as const,
  space: queryRows.space,
  key: encodeKey(id),
  value: queryRows.encode(row),
  expiresAt: row.createdAt + KEPT_MS,
});
