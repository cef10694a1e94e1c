import type { AuthMode } from "@skylab/auth";
import type { Clock, Ids } from "@skylab/aws";
import type { Objects } from "@skylab/objects";
import type { Queues } from "@skylab/queues";
import type { Records } from "@skylab/records";
import type { FunctionHost } from "@skylab/sandbox";
import type { BecomeSole, Logger, ServiceClient } from "@skylab/service";

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
  /** In which folders of the machine that runs functions code may be run in place; nowhere where absent. */
  readonly hotReloadFolders?: readonly string[];
  /** Leases among replicas; absent where there is one process. */
  readonly becomeSole?: BecomeSole;
  /** What becomes of what nobody waits for. */
  readonly log: Pick<Logger, "warn" | "info">;
};
