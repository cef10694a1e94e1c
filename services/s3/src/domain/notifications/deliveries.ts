import type { Bucket } from "../bucket.ts";
import { bridgeEntry, EVENT_BRIDGE } from "./event-bridge.ts";
import type { ToldBucket } from "./event-record.ts";
import { matchingRules } from "./matching-rules.ts";
import type { Sequenced } from "./occurrence.ts";

/** One event on its way to one receiver. */
export type Notification = Sequenced & {
  readonly bucket: ToldBucket & Pick<Bucket, "id">;
  /** The ARN of a queue, a topic or a function, or `EVENT_BRIDGE`. */
  readonly destination: string;
  /** The rule's id. */
  readonly configurationId: string;
};

/** One event on its way to the destinations of its bucket's replication. */
export type Replication = Sequenced & { readonly bucket: Pick<Bucket, "id" | "name"> };

/** What is to be made of an event. */
export type Deliveries = {
  readonly notifications: readonly Notification[];
  readonly replications: readonly Replication[];
};

/** Whom an event of a bucket is to be told, and whether it is to be replicated. */
export function deliveriesOf(bucket: Bucket, sequenced: Sequenced): Deliveries {
  const { id, name, account, region, configurations } = bucket;
  const { notification = {}, replication } = configurations;
  const { occurrence, sequencer } = sequenced;
  const told = { id, name, account, region };
  const tell = (destination: string, configurationId: string): Notification => ({
    bucket: told,
    destination,
    configurationId,
    occurrence,
    sequencer,
  });
  const isForBridge = notification.EventBridgeConfiguration !== undefined && bridgeEntry(told, sequenced) !== undefined;
  const isReplicated = replication !== undefined && REPLICATED.test(occurrence.event);
  return {
    notifications: [
      ...matchingRules(notification, occurrence).map((rule) => tell(rule.destination, rule.id)),
      ...(isForBridge ? [tell(EVENT_BRIDGE, "")] : []),
    ],
    replications: isReplicated ? [{ ...sequenced, bucket: { id, name } }] : [],
  };
}

/** What changes a version of which there may be replicas. What lifecycle rules delete stays in the destination. */
const REPLICATED = /^(ObjectCreated:.*|ObjectRemoved:DeleteMarkerCreated|ObjectTagging:.*|ObjectAcl:Put)$/;
