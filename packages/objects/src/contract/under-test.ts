import type { Objects } from "../port.ts";

/** An engine with no blob in it, for one test. */
export type ObjectsUnderTest = {
  readonly objects: Objects;
  /** Closes the objects and opens them again on the same data. */
  readonly reopen: () => Promise<Objects>;
  /** Closes the objects and forgets their data. */
  readonly close: () => Promise<void>;
};

export type OpenObjects = () => Promise<ObjectsUnderTest>;
