import type { Place } from "@skylab/aws";
import type { Queues } from "@skylab/queues";
import { placesOf, type Reader, readerOf, type Records, transact, type Transaction } from "@skylab/records";
import { reset } from "./reset.ts";

/** What Lambda stands on. */
export type LambdaEngines = { readonly records: Records; readonly queues: Queues };

/** What Lambda keeps, place by place. */
export type LambdaStore = {
  /** The rows of a place as they are. */
  readonly of: (place: Place) => Reader;
  /** Reads and writes rows of a place as one; the body may run again, see `transact`. */
  readonly change: <Result>(place: Place, body: (rows: Transaction) => Promise<Result>) => Promise<Result>;
  /** Deliveries that wait. */
  readonly queues: Queues;
  /** Forgets everything, or everything of one account. */
  readonly reset: (account: string | undefined) => Promise<void>;
};

export function openStore({ records, queues }: LambdaEngines): LambdaStore {
  const places = placesOf(records);
  return {
    of: (place) => readerOf(places.at(place)),
    change: (place, body) => transact(places.at(place), body),
    queues,
    reset: (account) => reset(records, account),
  };
}
