import type { Ids } from "@skylab/aws";
import type { Job, Logger } from "@skylab/service";
import type { Replication } from "../domain/notifications/deliveries.ts";
import { isGivenUp } from "../domain/notifications/retry.ts";
import { giveUp, replicate } from "../replication/replicate.ts";
import type { S3Store } from "../store/store.ts";
import { makeDeliveries } from "./make-deliveries.ts";

/** So many objects are copied at a time, be they large: more would only share the disk's speed. */
const AT_ONCE = 4;

/** Copies what was put into buckets with a replication configuration to where that says. */
export function replicateObjects(
  store: S3Store,
  { ids, log }: { readonly ids: Ids; readonly log: Pick<Logger, "warn"> },
): Job {
  return makeDeliveries<Replication>({
    name: "replicate objects",
    queue: store.deliveries.replications,
    atOnce: AT_ONCE,
    log,
    deliver: (task, { clock, signal }) => replicate({ store, clock, ids, signal }, task),
    onFailure: async (task, error, { clock, signal }) => {
      const { at, event, key } = task.occurrence;
      log.warn({ err: error, bucket: task.bucket.name, event, key }, "an object was not replicated");
      if (!isGivenUp(at, clock.now(), error)) return false;
      await giveUp({ store, clock, ids, signal }, task);
      return true;
    },
  });
}
