import type { Clock, Ids } from "@skylab/aws";
import type { EncryptionKey } from "@skylab/identity";
import type { Queues } from "@skylab/queues";
import type { Records } from "@skylab/records";
import type { Logger, ServiceClient } from "@skylab/service";
import type { Reach } from "../reach.ts";

/** What SNS stands on. */
export type SnsEngines = {
  readonly records: Records;
  readonly queues: Queues;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Seals the private key that notifications are signed with. */
  readonly encryptionKey: EncryptionKey;
  /** Reaches the services that messages go to. */
  readonly call: ServiceClient;
  /** How SNS and its subscribers reach each other. */
  readonly reach: Reach;
  /** What becomes of deliveries that nobody waits for. */
  readonly log: Pick<Logger, "warn" | "info">;
};
