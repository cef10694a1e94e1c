import { type Clock, isPlace, type Place } from "@skylab/aws";
import { encodeKey, jsonTable, logRange, type Partition, placesOf, type Records, removeRecords } from "@skylab/records";
import type { MessageAttribute } from "../domain/messages/publication.ts";

/** A message that a phone or a device would have got. */
export type SentMessage = {
  /** The number, or the endpoint's ARN. */
  readonly to: string;
  readonly id: string;
  /** What arrives. */
  readonly text: string;
  /** It is one of the texts of a structured message. */
  readonly isStructured: boolean;
  readonly subject?: string;
  readonly attributes: Readonly<Record<string, MessageAttribute>>;
  /** Where it came from a topic. */
  readonly topicArn?: string;
  readonly subscriptionArn?: string;
};

/** The newest messages of a place, for whoever looks what was sent. */
export type SentMessages = {
  readonly record: (place: Place, message: SentMessage) => Promise<void>;
  /** In the order in which they were sent: all, or those to one. */
  readonly list: (place: Place, to?: string) => Promise<readonly SentMessage[]>;
  /** Forgets all, or those to one. */
  readonly forget: (place: Place, to?: string) => Promise<void>;
};

/** Older ones are not shown, and forgotten so many at a time. */
const MOST_MESSAGES = 10_000;
const FORGOTTEN_AT_ONCE = 1000;

/** Of what is shown at once: the newest that are together no longer. */
const MOST_SHOWN_BYTES = 32 * 1024 * 1024;

const RETENTION_MS = 24 * 3_600_000;

export function openSentMessages(records: Records, clock: Clock, space: string): SentMessages {
  const places = placesOf(records);
  const table = jsonTable<SentMessage>(space);
  /** The names of partitions in which the oldest are just being forgotten. */
  const forgetting = new Set<string>();
  const forgetOldest = async (partition: Partition): Promise<void> => {
    const isMuch = (await partition.count(space)) >= MOST_MESSAGES + FORGOTTEN_AT_ONCE;
    if (!isMuch || forgetting.has(partition.name)) return;
    forgetting.add(partition.name);
    try {
      const oldest = await partition.range(space, { ...logRange(LOG), limit: FORGOTTEN_AT_ONCE });
      await partition.commit({ writes: oldest.map(({ key }) => ({ kind: "remove", space, key })) });
    } finally {
      forgetting.delete(partition.name);
    }
  };
  return {
    record: async (place, message) => {
      const partition = places.at(place);
      const value = table.encode(message);
      await partition.commit({
        writes: [{ kind: "append", space, key: LOG, value, expiresAt: clock.now() + RETENTION_MS }],
      });
      await forgetOldest(partition);
    },
    list: async (place, to) => {
      if (!isPlace(place)) return [];
      const newest = { ...logRange(LOG), reverse: true, limit: MOST_MESSAGES, maxBytes: MOST_SHOWN_BYTES };
      const messages = (await places.at(place).range(space, newest)).map(({ value }) => table.decode(value));
      return messages.filter((message) => to === undefined || message.to === to).toReversed();
    },
    forget: async (place, to) => {
      if (!isPlace(place)) return;
      const goes = ({ value }: { readonly value: Uint8Array }): boolean =>
        to === undefined || table.decode(value).to === to;
      await removeRecords(places.at(place), space, { goes });
    },
  };
}

/** All messages of a space are one log. */
const LOG = encodeKey("log");
