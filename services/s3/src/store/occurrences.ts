import type { Write } from "@skylab/records";
import type { Bucket } from "../domain/bucket.ts";
import type { S3Engines } from "./store.ts";

/** Something that happened in a bucket, as its notifications tell it. Written in the commit that made it happen. */
export type Occurrence = {
  /** `ObjectCreated:Put`. */
  readonly event: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly key: string;
  readonly versionId: string | undefined;
  readonly size: number | undefined;
  readonly etag: string | undefined;
  /** Hex digits that grow from write to write of a key. */
  readonly sequencer: string;
  readonly requestId: string;
  readonly principalId: string;
  readonly sourceIp: string;
};

export type Occurrences = {
  /** What a commit writes that tells of it; nothing where the bucket wants to hear of nothing. */
  readonly writes: (bucket: Bucket, occurrence: Occurrence) => readonly Write[];
};

export function openOccurrences(_engines: S3Engines): Occurrences {
  return {} as Occurrences; // as: being built
}
