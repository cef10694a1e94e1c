import { encodeKey, jsonTable, type Write } from "@skylab/records";
import type { Bucket } from "../domain/bucket.ts";
import { OCCURRENCES_SPACE } from "./spaces.ts";

/**
 * Something that happened in a bucket, as its notifications tell it. Written in the commit that made it happen, under a
 * key that grows from commit to commit: what they call its sequencer.
 */
export type Occurrence = {
  /** `ObjectCreated:Put`. */
  readonly event: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly key: string;
  readonly versionId: string | undefined;
  readonly size: number | undefined;
  readonly etag: string | undefined;
  readonly requestId: string;
  readonly principalId: string;
  readonly sourceIp: string;
};

export type Occurrences = {
  /** What a commit writes that tells of it; nothing where the bucket wants to hear of nothing. */
  readonly writes: (bucket: Bucket, occurrence: Occurrence) => readonly Write[];
};

export const occurrenceTable = jsonTable<Occurrence>(OCCURRENCES_SPACE);

/** What they are appended under. */
export const OCCURRENCES_KEY = encodeKey(null);

export function openOccurrences(): Occurrences {
  return {
    writes: (bucket, occurrence) =>
      isHeard(bucket)
        ? [
            {
              kind: "append",
              space: OCCURRENCES_SPACE,
              key: OCCURRENCES_KEY,
              value: occurrenceTable.encode(occurrence),
            },
          ]
        : [],
  };
}

const isHeard = ({ configurations: { notification, replication } }: Bucket): boolean =>
  // An empty configuration is how notifications are switched off.
  replication !== undefined || Object.keys(notification ?? {}).length > 0;
