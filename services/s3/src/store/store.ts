import { type Destinations, openDestinations } from "../destinations/destinations.ts";
import { type Bodies, openBodies } from "./bodies.ts";
import { type Buckets, openBuckets } from "./buckets.ts";
import { type DeliveryQueues, openDeliveryQueues } from "./delivery-queues.ts";
import type { S3Engines } from "./engines.ts";
import { type Listings, openListings } from "./listings.ts";
import { type ListedConfigurations, openListedConfigurations } from "./listed-configurations.ts";
import { type Lifecycle, openLifecycle } from "./lifecycle.ts";
import { type Objects, openObjects } from "./objects.ts";
import { type Occurrences, openOccurrences } from "./occurrences.ts";
import { reset } from "./reset.ts";
import { openRestores, type Restores } from "./restores.ts";
import { openUploads, type Uploads } from "./uploads.ts";

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
  /** What lifecycle rules go through, and when they were run last. */
  readonly lifecycle: Lifecycle;
  /** Objects that are brought back from an archive. */
  readonly restores: Restores;
  /** The bytes. */
  readonly bodies: Bodies;
  /** What notifications and replication are still to hear of. */
  readonly occurrences: Occurrences;
  /** What is on its way to them. */
  readonly deliveries: DeliveryQueues;
  /** Whom notifications go to. */
  readonly destinations: Destinations;
  /** Forgets everything, or everything of one account. */
  readonly reset: (account: string | undefined) => Promise<void>;
};

export function openStore(engines: S3Engines): S3Store {
  const buckets = openBuckets(engines);
  const bodies = openBodies(engines);
  const deliveries = openDeliveryQueues(engines);
  const occurrences = openOccurrences({ ...engines, deliveries });
  const objects = openObjects(engines, { bodies, occurrences });
  const listings = openListings(engines);
  return {
    buckets,
    bodies,
    listedConfigurations: openListedConfigurations(engines),
    objects,
    listings,
    lifecycle: openLifecycle(engines, listings),
    restores: openRestores(engines, objects),
    uploads: openUploads(engines, { bodies, objects }),
    occurrences,
    deliveries,
    destinations: openDestinations(engines.call),
    reset: async (account) => {
      await reset(engines, account);
      if (account === undefined) await deliveries.drop();
    },
  };
}
