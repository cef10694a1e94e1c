import type { Clock, Ids } from "@skylab/aws";
import type { Objects as Blobs } from "@skylab/objects";
import type { Queues } from "@skylab/queues";
import type { Records } from "@skylab/records";
import type { Logger, ServiceClient } from "@skylab/service";

/** What S3 stands on. */
export type S3Engines = {
  readonly records: Records;
  readonly queues: Queues;
  readonly blobs: Blobs;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Objects of up to so many bytes are kept in the records: where those are on disk. 0: none. */
  readonly inlineBytes: number;
  /** Reaches the services that notifications go to. */
  readonly call: ServiceClient;
  /** What becomes of deliveries that nobody waits for. */
  readonly log: Pick<Logger, "warn">;
};
