import type { Job, Logger } from "@skylab/service";
import type { Notification } from "../domain/notifications/deliveries.ts";
import { isGivenUp } from "../domain/notifications/retry.ts";
import type { S3Store } from "../store/store.ts";
import { makeDeliveries } from "./make-deliveries.ts";

/** So many are told at a time: each waits for its receiver most of the time. */
const AT_ONCE = 20;

/** Destinations whose failing was logged. */
const MAX_REMEMBERED = 1_000;

/** Tells queues, topics, functions and EventBridge what happened in buckets. */
export function deliverNotifications(store: S3Store, log: Pick<Logger, "warn">): Job {
  const failing = new Set<string>();
  return makeDeliveries<Notification>({
    name: "deliver notifications",
    queue: store.deliveries.notifications,
    atOnce: AT_ONCE,
    log,
    deliver: async (notification, { turn }) => {
      // What waits for a receiver to come back is forgotten with its bucket.
      if (turn === "again" && !(await isThere(store, notification))) return;
      await store.destinations.notify(notification);
      failing.delete(notification.destination);
    },
    onFailure: (notification, error, { clock }) => {
      const { bucket, destination, occurrence } = notification;
      if (isGivenUp(occurrence.at, clock.now(), error)) {
        const { event, key } = occurrence;
        log.warn({ err: error, bucket: bucket.name, destination, event, key }, "a notification was given up");
        return Promise.resolve(true);
      }
      if (!failing.has(destination)) {
        if (failing.size >= MAX_REMEMBERED) failing.clear();
        failing.add(destination);
        log.warn({ err: error, bucket: bucket.name, destination }, "notifications are not taken, and tried again");
      }
      return Promise.resolve(false);
    },
  });
}

async function isThere(store: S3Store, { bucket }: Notification): Promise<boolean> {
  return (await store.buckets.find(bucket.name))?.id === bucket.id;
}
