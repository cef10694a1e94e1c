import type { Clock } from "@skylab/aws";
import type { Records } from "../port.ts";

/** An engine with no record in it, for one test. */
export type RecordsUnderTest = {
  readonly records: Records;
  /** Closes the records and opens them again on the same data. */
  readonly reopen: () => Promise<Records>;
  /** Closes the records and forgets their data. */
  readonly close: () => Promise<void>;
};

export type OpenRecords = (clock: Clock, onFailure?: (error: unknown) => void) => Promise<RecordsUnderTest>;
