import type { Ids } from "@skylab/aws";
import type { Logger } from "@skylab/service";
import type { Destinations } from "../destinations/destinations.ts";
import type { SnsStore } from "../store/store.ts";

/** What the jobs that hand messages on stand on. */
export type HandingOn = {
  readonly store: SnsStore;
  readonly destinations: Destinations;
  readonly ids: Ids;
  readonly log: Pick<Logger, "warn">;
};
