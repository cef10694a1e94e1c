import type { AuthMode } from "@skylab/auth";
import type { Clock, Ids, Place } from "@skylab/aws";
import type { Objects } from "@skylab/objects";
import type { Queues } from "@skylab/queues";
import { placesOf, type Reader, readerOf, type Records, transact, type Transaction } from "@skylab/records";
import type { FunctionHost } from "@skylab/sandbox";
import type { Logger, ServiceClient } from "@skylab/service";
import { openRoleSessions, type RoleSessions } from "../role-sessions.ts";
import { type Functions, openFunctions } from "./functions.ts";
import { reset } from "./reset.ts";

/** What Lambda stands on. */
export type LambdaEngines = {
  readonly records: Records;
  readonly queues: Queues;
  /** Code. */
  readonly blobs: Objects;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Runs functions. */
  readonly host: FunctionHost;
  /** Reaches the other services. */
  readonly call: ServiceClient;
  /** Where it is not `enforce`, a function works without its role where there is none. */
  readonly auth: AuthMode;
  /** What becomes of what nobody waits for. */
  readonly log: Pick<Logger, "warn" | "info">;
};

/** What Lambda keeps, place by place, and what it stands on. */
export type LambdaStore = LambdaEngines & {
  /** The rows of a place as they are. */
  readonly of: (place: Place) => Reader;
  /** Reads and writes rows of a place as one; the body may run again, see `transact`. */
  readonly change: <Result>(place: Place, body: (rows: Transaction) => Promise<Result>) => Promise<Result>;
  /** Functions and their versions. */
  readonly functions: Functions;
  /** As whom functions work. */
  readonly roles: RoleSessions;
  /** Forgets everything, or everything of one account. */
  readonly reset: (account: string | undefined) => Promise<void>;
};

export function openStore(engines: LambdaEngines): LambdaStore {
  const { records } = engines;
  const places = placesOf(records);
  return {
    ...engines,
    of: (place) => readerOf(places.at(place)),
    change: (place, body) => transact(places.at(place), body),
    functions: openFunctions(records),
    roles: openRoleSessions(engines),
    reset: (account) => reset(records, account),
  };
}
