import { openWorkQueue, type WorkQueue } from "@skylab/queues";
import type { Publication } from "../domain/messages/publication.ts";
import type { SnsEngines } from "./engines.ts";

/** What was published, and waits for the fan-out: it is durable from here on. */
export type Publications = {
  /**
   * Keeps publications of one topic; the results are in their order. `deduplicated`, of a FIFO topic: where a deduplication
   * id is known, it answers what its first was answered.
   */
  readonly publish: (
    publications: readonly Publication[],
    deduplicated: "topic" | "messageGroup" | undefined,
  ) => Promise<readonly { readonly id: string; readonly sequenceNumber?: string }[]>;
  /** Of standard topics: in no order, and no topic's many delay those of others. */
  readonly unordered: WorkQueue<Publication>;
  /** Of FIFO topics, in the order of each topic's groups. */
  readonly ordered: WorkQueue<Publication>;
  /** Forgets all of them. */
  readonly drop: () => Promise<void>;
};

/** As long as SNS tries to deliver: https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html */
const RETENTION_MS = 23 * 24 * 3_600_000;

export function openPublications({ queues, ids }: Pick<SnsEngines, "queues" | "ids">): Publications {
  const settings = { queues, ids, retentionMs: RETENTION_MS };
  const unordered = openWorkQueue<Publication>({ ...settings, name: "sns/publications" });
  const ordered = openWorkQueue<Publication>({ ...settings, name: "sns/fifo-publications", ordered: true });
  return {
    publish: (publications, deduplicated) =>
      deduplicated === undefined
        ? unordered.send(publications.map((item) => ({ item, id: item.id, group: item.topic.id })))
        : ordered.send(
            publications.map((item) => ({
              item,
              id: item.id,
              group: groupOf(item),
              deduplicationId: `${deduplicated === "topic" ? item.topic.id : groupOf(item)}/${item.deduplicationId}`,
            })),
          ),
    unordered,
    ordered,
    drop: async () => {
      await unordered.drop();
      await ordered.drop();
    },
  };
}

/** All FIFO topics share a queue: a group is one topic's. */
const groupOf = ({ topic, groupId }: Publication): string => `${topic.id}/${groupId}`;
