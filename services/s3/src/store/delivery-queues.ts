import type { Ids } from "@skylab/aws";
import { openWorkQueue, type Queues, type WorkQueue } from "@skylab/queues";
import type { Notification, Replication } from "../domain/notifications/deliveries.ts";

/** What is on its way from events to those who are to hear of them, in queues of S3's own. */
export type DeliveryQueues = {
  readonly notifications: WorkQueue<Notification>;
  readonly replications: WorkQueue<Replication>;
  /** Forgets all of them. */
  readonly drop: () => Promise<void>;
};

/** Longer than anything is tried. */
const RETENTION_MS = 14 * 24 * 3_600_000;

export function openDeliveryQueues({ queues, ids }: { readonly queues: Queues; readonly ids: Ids }): DeliveryQueues {
  const settings = { queues, ids, retentionMs: RETENTION_MS };
  const notifications = openWorkQueue<Notification>({ ...settings, name: "s3/notifications" });
  const replications = openWorkQueue<Replication>({ ...settings, name: "s3/replications" });
  return {
    notifications,
    replications,
    drop: async () => {
      await notifications.drop();
      await replications.drop();
    },
  };
}
