import type { Place } from "@skylab/aws";
import type { Queues } from "@skylab/queues";
import { type Reader, type Records, transact, type Transaction } from "@skylab/records";
import { type Events, openEvents } from "./events.ts";
import { type LogGroups, openGroups } from "./groups.ts";
import { openLogPlaces } from "./log-places.ts";
import { reset } from "./reset.ts";
import { type LogStreams, openStreams } from "./streams.ts";

/** What CloudWatch Logs stands on. */
export type LogsEngines = { readonly records: Records; readonly queues: Queues };

/** What CloudWatch Logs keeps, place by place. */
export type LogsStore = {
  /** Which log groups there are. */
  readonly groups: LogGroups;
  /** Which streams they have. */
  readonly streams: LogStreams;
  /** What is in them. */
  readonly events: Events;
  /** The rows of a place as they are. */
  readonly of: (place: Place) => Reader;
  /** Reads and writes rows of a place as one; the body may run again, see `transact`. */
  readonly change: <Result>(place: Place, body: (rows: Transaction) => Promise<Result>) => Promise<Result>;
  /** Deliveries that wait. */
  readonly queues: Queues;
  /** Forgets everything, or everything of one account. */
  readonly reset: (account: string | undefined) => Promise<void>;
};

export function openStore({ records, queues }: LogsEngines): LogsStore {
  const places = openLogPlaces(records);
  return {
    groups: openGroups(places),
    streams: openStreams(places),
    events: openEvents(places),
    of: (place) => places.at(place).rows,
    change: (place, body) => transact(places.at(place).partition, body),
    queues,
    reset: (account) => reset(records, account),
  };
}
