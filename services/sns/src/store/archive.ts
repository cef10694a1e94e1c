import { BoundedMap } from "@skylab/aws";
import {
  decodeKey,
  encodeKey,
  jsonTable,
  keyAfter,
  partitionName,
  placesOf,
  prefixRange,
  readerOf,
  type Records,
  type Table,
  type Update,
  updaterOf,
  type Write,
} from "@skylab/records";
import type { Publication } from "../domain/messages/publication.ts";
import type { Archived } from "../domain/subscriptions/replay.ts";
import { ARCHIVE_ENDS_SPACE, ARCHIVE_SPACE, ARCHIVED_SPACE } from "./spaces.ts";

/**
 * What was published to FIFO topics that keep an archive, for as long as they say. Places grow in the order in which
 * messages come: nothing appears in front of where a reader is. None is before its publication's time, by which a reader
 * finds where to begin.
 */
export type Archive = {
  /** Keeps publications of one topic for so long, and tells their places; what is kept already is kept once. */
  readonly keep: (publications: readonly Publication[], milliseconds: number) => Promise<readonly number[]>;
  /** What has come to a topic's archive behind a place, in its order: some of it, or all. */
  readonly behind: (topic: Publication["topic"], place: number) => Promise<ArchivePage>;
  /** The last place; zero where nothing was ever kept. */
  readonly end: (topic: Publication["topic"]) => Promise<number>;
};

export type ArchivePage = { readonly archived: readonly Archived[]; readonly isAll: boolean };

const archive = jsonTable<Publication>(ARCHIVE_SPACE);
const archivedOnes = jsonTable<number>(ARCHIVED_SPACE);
const archiveEnds = jsonTable<number>(ARCHIVE_ENDS_SPACE);

/** Of a page: so many messages, or so many bytes with the last of them. */
const PAGE = 100;
const PAGE_BYTES = 4 * 1024 * 1024;

/** Places whose archives grow. */
const MAX_PLACES = 1_000;

export function openArchive(records: Records): Archive {
  const places = placesOf(records);
  const updates = new BoundedMap<string, Update<number>>(MAX_PLACES);
  return {
    keep: async (publications, milliseconds) => {
      const [first] = publications;
      if (first === undefined) return [];
      const { id, place } = first.topic;
      const partition = places.at(place);
      const update = updates.get(partitionName(place), () => updaterOf(partition, archiveEnds));
      const names = publications.map((publication) => encodeKey(id, publication.id));
      return await update([id], async (end) => {
        const known = await partition.getMany(archivedOnes.space, names);
        const kept = known.map((found) => found && archivedOnes.decode(found.value));
        const added = placed(publications, kept, end ?? 0);
        const writes = added.new.flatMap(({ place: at, publication }) => {
          const expiresAt = publication.publishedAt + milliseconds;
          return [
            put(archive, publication, { key: encodeKey(id, at), expiresAt }),
            put(archivedOnes, at, { key: encodeKey(id, publication.id), expiresAt }),
          ];
        });
        return { row: added.end, writes, result: added.places };
      });
    },
    behind: async ({ id, place }, behind) => {
      const range = { ...prefixRange(id), from: keyAfter(encodeKey(id, behind)), limit: PAGE, maxBytes: PAGE_BYTES };
      const entries = await places.at(place).range(archive.space, range);
      const bytes = entries.reduce((sum, { key, value }) => sum + key.length + value.length, 0);
      const archived = entries.map(({ key, value }) => ({ place: placeIn(key), publication: archive.decode(value) }));
      return { archived, isAll: entries.length < PAGE && bytes < PAGE_BYTES };
    },
    end: async ({ id, place }) => (await readerOf(places.at(place)).get(archiveEnds, id)) ?? 0,
  };
}

type Placed = { readonly places: readonly number[]; readonly new: readonly Archived[]; readonly end: number };

/** Gives publications that have none their places at the end. */
function placed(publications: readonly Publication[], kept: readonly (number | undefined)[], before: number): Placed {
  const added: Archived[] = [];
  let end = before;
  const places = publications.map((publication, at) => {
    const known = kept[at];
    if (known !== undefined) return known;
    end = Math.max(end + 1, Math.ceil(publication.publishedAt));
    added.push({ place: end, publication });
    return end;
  });
  return { places, new: added, end };
}

const placeIn = (key: Uint8Array): number => Number(decodeKey(key).at(-1));

const put = <Row>(
  { encode, space }: Table<Row>,
  row: Row,
  to: { readonly key: Uint8Array; readonly expiresAt: number },
): Write => ({ kind: "put", space, value: encode(row), ...to });

/** What a deleted topic leaves behind. */
export const endRemoval = (topicId: string): Write => ({
  kind: "remove",
  space: archiveEnds.space,
  key: encodeKey(topicId),
});
