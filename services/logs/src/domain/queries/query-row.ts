/** A query as it is kept. */
export type QueryRow = {
  readonly status: QueryState;
  readonly text: string;
  /** The names of its groups. */
  readonly groups: readonly string[];
  /** Milliseconds since the epoch, here and below: from the one to the other, which is included. */
  readonly from: number;
  readonly to: number;
  readonly limit?: number;
  readonly createdAt: number;
  readonly startedAt?: number;
  readonly endedAt?: number;
  /** Who began it. */
  readonly by: string;
  readonly statistics: QueryStatistics;
  /** Under which name its results are kept, once it is complete. */
  readonly results?: string;
};

export type QueryState = "Scheduled" | "Running" | "Complete" | "Failed" | "Cancelled" | "Timeout";

export type Query = { readonly id: string; readonly row: QueryRow };

export type QueryStatistics = {
  readonly recordsMatched: number;
  readonly recordsScanned: number;
  readonly bytesScanned: number;
  readonly logGroupsScanned: number;
  readonly resultCount: number;
};

export const NO_STATISTICS: QueryStatistics = {
  recordsMatched: 0,
  recordsScanned: 0,
  bytesScanned: 0,
  logGroupsScanned: 0,
  resultCount: 0,
};

export const isUnderWay = ({ status }: QueryRow): boolean => status === "Scheduled" || status === "Running";

/** Nothing is skipped here, for there are no indexes. */
export const describeStatistics = (statistics: QueryStatistics) => ({
  ...statistics,
  estimatedRecordsSkipped: 0,
  estimatedBytesSkipped: 0,
});

export const describeQuery = ({ id, row }: Query) => ({
  queryLanguage: "CWLI" as const,
  queryId: id,
  queryString: row.text,
  status: row.status,
  createTime: row.createdAt,
  ...(row.groups.length === 1 && { logGroupName: row.groups[0] }),
  ...(row.endedAt !== undefined && { queryDuration: row.endedAt - row.createdAt }),
  bytesScanned: row.statistics.bytesScanned,
  userIdentity: row.by,
});

const SECOND_MS = 1_000;

/** Later seconds would be of the year 5138: what is larger is in milliseconds, which AWS takes, too. */
const MOST_SECONDS = 1e11;

/** A time of a request, in milliseconds since the epoch. */
export const timeOf = (time: number): number => (time < MOST_SECONDS ? time * SECOND_MS : time);
