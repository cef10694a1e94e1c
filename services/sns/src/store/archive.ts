import { encodeKey, jsonTable, keyAfter, placesOf, prefixRange, type Records } from "@skylab/records";
import type { Publication } from "../domain/messages/publication.ts";
import type { ArchivePoint } from "../domain/subscriptions/replay.ts";
import { ARCHIVE_SPACE } from "./spaces.ts";

/** What was published to FIFO topics that keep an archive, for as long as they say. */
export type Archive = {
  /** Keeps publications of one topic for so long; what is kept already is kept once. */
  readonly keep: (publications: readonly Publication[], milliseconds: number) => Promise<void>;
  /** What was published to a topic behind a point, in its order. */
  readonly behind: (topic: Publication["topic"], point: ArchivePoint, limit: number) => Promise<readonly Publication[]>;
};

const archived = jsonTable<Publication>(ARCHIVE_SPACE);

export function openArchive(records: Records): Archive {
  const places = placesOf(records);
  return {
    keep: async (publications, milliseconds) => {
      const [first] = publications;
      if (first === undefined) return;
      await places.at(first.topic.place).commit({
        writes: publications.map((publication) => ({
          kind: "put",
          space: archived.space,
          key: keyOf(publication.topic, publication),
          value: archived.encode(publication),
          expiresAt: publication.publishedAt + milliseconds,
        })),
      });
    },
    behind: async (topic, point, limit) => {
      const from = keyOf(topic, point);
      const entries = await places.at(topic.place).range(archived.space, {
        ...prefixRange(topic.id),
        from: point.sequenceNumber === undefined ? from : keyAfter(from),
        limit,
      });
      return entries.map(({ value }) => archived.decode(value));
    },
  };
}

/** By the time of their publication; those of one moment by their numbers. */
const keyOf = ({ id }: Publication["topic"], { publishedAt, sequenceNumber = "" }: ArchivePoint): Uint8Array =>
  encodeKey(id, publishedAt, sequenceNumber);
