/** name -> GroupRow */
export const GROUPS_SPACE = "logs.groups";

/** group's id -> GroupHead */
export const HEADS_SPACE = "logs.heads";

/** group's id, stream's number -> nothing: streams that were deleted, until nothing is left of their events */
export const DELETED_STREAMS_SPACE = "logs.deleted-streams";

/** group's name, filter's name -> MetricFilterRow */
export const METRIC_FILTERS_SPACE = "logs.metric-filters";

/** `all` -> name -> ResourcePolicyRow */
export const RESOURCE_POLICIES_SPACE = "logs.resource-policies";

/** query's id -> QueryRow; a while long */
export const QUERIES_SPACE = "logs.queries";

/** name of the results, number of the piece's first row -> rows, packed; as long as the query */
export const QUERY_RESULTS_SPACE = "logs.query-results";

/** id -> QueryDefinitionRow */
export const QUERY_DEFINITIONS_SPACE = "logs.query-definitions";

/** What a group has for itself, and what goes with it at once, however much it is; by its id. */
export type GroupSpaces = {
  /** name -> StreamRow */
  readonly streams: string;
  /** time of the last event, name -> nothing */
  readonly streamsByTime: string;
  /** level, time of the first event, its arrival -> chunk */
  readonly chunks: string;
  /** stream's number, level, time of the first event, its arrival -> nothing */
  readonly chunksOfStreams: string;
};

export const groupSpaces = (id: string): GroupSpaces => ({
  streams: `logs.streams.${id}`,
  streamsByTime: `logs.streams-by-time.${id}`,
  chunks: `logs.chunks.${id}`,
  chunksOfStreams: `logs.chunks-of-streams.${id}`,
});

/** What CloudWatch Logs keeps in the records of a place beside what its groups have: a reset empties them. */
export const SPACES: readonly string[] = [
  GROUPS_SPACE,
  HEADS_SPACE,
  DELETED_STREAMS_SPACE,
  METRIC_FILTERS_SPACE,
  RESOURCE_POLICIES_SPACE,
  QUERIES_SPACE,
  QUERY_RESULTS_SPACE,
  QUERY_DEFINITIONS_SPACE,
];
