import { BoundedMap, type Ids } from "@skylab/aws";
import { openWorkQueue, type Queues, type WorkQueue } from "@skylab/queues";
import type { LogEvent } from "../domain/events/event.ts";
import type { GroupAddress, LogGroup } from "../domain/groups/group.ts";
import { compilePattern, type Pattern } from "../domain/patterns/pattern.ts";
import { subscriptionData } from "../domain/subscriptions/payload.ts";

/** What is on its way to subscribers of groups. */
export type Deliveries = {
  readonly queue: WorkQueue<Delivery>;
  /** Hands what a group's subscription filters match over; resolves when it is durable. */
  readonly send: (group: LogGroup, stream: string, events: readonly LogEvent[]) => Promise<void>;
};

export type Delivery = {
  readonly group: GroupAddress;
  readonly destinationArn: string;
  /** In base64, packed. */
  readonly data: string;
};

/** Longer than AWS tries: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html */
const RETENTION_MS = 2 * 24 * 3_600_000;

/** Patterns that are remembered. */
const MOST_PATTERNS = 1_000;

export function openDeliveries({ ids, queues }: { readonly queues: Queues; readonly ids: Ids }): Deliveries {
  const queue = openWorkQueue<Delivery>({ queues, ids, name: "logs/subscriptions", retentionMs: RETENTION_MS });
  const patterns = new BoundedMap<string, Pattern>(MOST_PATTERNS);
  return {
    queue,
    send: async ({ name, place, row }, stream, events) => {
      if (row.subscriptions.length === 0 || events.length === 0) return;
      const group = { place, name };
      const items = row.subscriptions.flatMap((filter) => {
        const pattern = patterns.get(filter.pattern, () => compilePattern(filter.pattern));
        const hasFields = filter.pattern.trimStart().startsWith("[");
        const data = subscriptionData({ group, stream, filter: filter.name, pattern, hasFields }, events);
        if (data === undefined) return [];
        return [{ item: { group, destinationArn: filter.destinationArn, data }, group: filter.destinationArn }];
      });
      await queue.send(items);
    },
  };
}
