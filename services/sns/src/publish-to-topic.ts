import type { Call } from "@skylab/service";
import type { MessageContent, MessageRouting } from "./domain/messages/read-message.ts";
import type { Publication } from "./domain/messages/publication.ts";
import { isFifo, type Topic } from "./domain/topics/topic.ts";
import type { SnsStore } from "./store/store.ts";

/** A message that is fit to be published. */
export type Parcel = { readonly content: MessageContent; readonly routing: MessageRouting };

/** What its publisher is told, once it is durable. */
export type Published = { readonly MessageId: string; readonly SequenceNumber?: string };

/** Messages for a topic. */
export type Parcels = { readonly topic: Topic; readonly parcels: readonly Parcel[] };

/** Publishes messages; the results are in their order. A duplicate in a FIFO topic is answered like its first. */
export async function publishToTopic(
  { topic, parcels }: Parcels,
  call: Call,
  store: SnsStore,
): Promise<readonly Published[]> {
  if (parcels.length === 0) return [];
  const publications = parcels.map((parcel) => publicationOf(topic, parcel, call));
  const sent = await store.publications.publish(publications, isFifo(topic) ? scopeOf(topic) : undefined);
  return sent.map(({ id, sequenceNumber }) =>
    sequenceNumber === undefined ? { MessageId: id } : { MessageId: id, SequenceNumber: sequenceNumber },
  );
}

/** Whether deduplication ids are one in the topic or in each group. https://docs.aws.amazon.com/sns/latest/dg/fifo-high-throughput.html */
const scopeOf = ({ row }: Topic): "topic" | "messageGroup" =>
  row.attributes["FifoThroughputScope"] === "MessageGroup" ? "messageGroup" : "topic";

function publicationOf({ place, name, row }: Topic, { content, routing }: Parcel, call: Call): Publication {
  const traceHeader = call.head.headers["x-amzn-trace-id"];
  return {
    id: call.ids.uuid(),
    topic: { place, name, id: row.id },
    publishedAt: call.clock.now(),
    ...content,
    ...routing,
    ...(typeof traceHeader === "string" && { traceHeader }),
  };
}
