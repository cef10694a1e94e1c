import type { Clock, Ids } from "@skylab/aws";
import type { Objects as Blobs } from "@skylab/objects";
import type { Queues } from "@skylab/queues";
import type { Records } from "@skylab/records";
import { type Bodies, openBodies } from "./bodies.ts";
import { type Buckets, openBuckets } from "./buckets.ts";
import { type Listings, openListings } from "./listings.ts";
import { type ListedConfigurations, openListedConfigurations } from "./listed-configurations.ts";
import { type Objects, openObjects } from "./objects.ts";
import { type Occurrences, openOccurrences } from "./occurrences.ts";
import { reset } from "./reset.ts";
import { openUploads, type Uploads } from "./uploads.ts";

/** What S3 stands on. */
export type S3Engines = {
  readonly records: Records;
  readonly queues: Queues;
  readonly blobs: Blobs;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Bodies of up to so many bytes are kept in the records: where those are on disk. 0: none. */
  readonly inlineBytes: number;
};

/** What S3 keeps. */
export type S3Store = {
  /** Which buckets there are, and what was configured for them. */
  readonly buckets: Buckets;
  readonly listedConfigurations: ListedConfigurations;
  /** The versions of objects: one of them, and how a new one takes its place. */
  readonly objects: Objects;
  /** Pages of objects, versions and uploads, with prefix and delimiter. */
  readonly listings: Listings;
  /** Uploads in parts. */
  readonly uploads: Uploads;
  /** The bytes. */
  readonly bodies: Bodies;
  /** What notifications and replication are still to hear of. */
  readonly occurrences: Occurrences;
  /** Forgets everything, or everything of one account. */
  readonly reset: (account: string | undefined) => Promise<void>;
};

export function openStore(engines: S3Engines): S3Store {
  const buckets = openBuckets(engines);
  const bodies = openBodies(engines);
  const occurrences = openOccurrences();
  const objects = openObjects(engines, { bodies, occurrences });
  return {
    buckets,
    bodies,
    listedConfigurations: openListedConfigurations(engines),
    objects,
    listings: openListings(engines),
    uploads: openUploads(engines, { bodies, objects }),
    occurrences,
    reset: (account) => reset(engines, account),
  };
}
