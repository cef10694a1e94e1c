import type { Ids, Place } from "@skylab/aws";
import type { Queues } from "@skylab/queues";
import { placesOf, type Reader, readerOf, type Records, transact, type Transaction } from "@skylab/records";
import type { Logger, ServiceClient } from "@skylab/service";
import { type Functions, openFunctions } from "../destinations/functions.ts";
import { type Deliveries, openDeliveries } from "./deliveries.ts";
import { type Events, openEvents } from "./events.ts";
import { type LogGroups, openGroups } from "./groups.ts";
import { type Garbage, openGarbage } from "./garbage.ts";
import { type MetricFilters, openMetricFilters } from "./metric-filters.ts";
import { openQueries, type Queries } from "./queries.ts";
import { openQueryDefinitions, type QueryDefinitions } from "./query-definitions.ts";
import { reset } from "./reset.ts";
import { openResourcePolicies, type ResourcePolicies } from "./resource-policies.ts";
import { type LogStreams, openStreams } from "./streams.ts";

/** What CloudWatch Logs stands on. */
export type LogsEngines = {
  readonly records: Records;
  readonly queues: Queues;
  readonly ids: Ids;
  /** Reaches the services that events go to. */
  readonly call: ServiceClient;
  /** What becomes of deliveries that nobody waits for. */
  readonly log: Pick<Logger, "warn">;
};

/** What CloudWatch Logs keeps, place by place. */
export type LogsStore = {
  /** Which log groups there are. */
  readonly groups: LogGroups;
  /** Which streams they have. */
  readonly streams: LogStreams;
  /** What is in them. */
  readonly events: Events;
  readonly metricFilters: MetricFilters;
  readonly resourcePolicies: ResourcePolicies;
  /** What is on its way to subscribers. */
  readonly deliveries: Deliveries;
  /** The functions that subscribe. */
  readonly functions: Functions;
  /** Queries that run, or have run lately, and what they have found. */
  readonly queries: Queries;
  readonly queryDefinitions: QueryDefinitions;
  /** What is nobody's any more. */
  readonly garbage: Garbage;
  /** The rows of a place as they are. */
  readonly of: (place: Place) => Reader;
  /** Reads and writes rows of a place as one; the body may run again, see `transact`. */
  readonly change: <Result>(place: Place, body: (rows: Transaction) => Promise<Result>) => Promise<Result>;
  /** Forgets everything, or everything of one account. */
  readonly reset: (account: string | undefined) => Promise<void>;
};

export function openStore({ call, ids, queues, records }: LogsEngines): LogsStore {
  const places = placesOf(records);
  const deliveries = openDeliveries({ queues, ids });
  const queries = openQueries(places, { queues, ids });
  return {
    groups: openGroups(records),
    streams: openStreams(places),
    events: openEvents(places),
    metricFilters: openMetricFilters(places),
    resourcePolicies: openResourcePolicies(places),
    deliveries,
    functions: openFunctions(call),
    queries,
    queryDefinitions: openQueryDefinitions(places),
    garbage: openGarbage(places),
    of: (place) => readerOf(places.at(place)),
    change: (place, body) => transact(places.at(place), body),
    reset: async (account) => {
      await reset(records, account);
      if (account !== undefined) return;
      await deliveries.queue.drop();
      await queries.queue.drop();
    },
  };
}
