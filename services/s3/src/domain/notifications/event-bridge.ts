import type { Occurrence, Sequenced } from "./occurrence.ts";
import { bucketArn, type ToldBucket } from "./event-record.ts";
import { MARKER_ETAG, toldFacts } from "./told-of-object.ts";

/** What stands for EventBridge, which has no ARN in a configuration. */
export const EVENT_BRIDGE = "events";

/** An event as EventBridge's PutEvents takes it. */
export type BridgeEntry = {
  readonly Source: string;
  readonly DetailType: string;
  /** JSON. */
  readonly Detail: string;
  readonly Resources: readonly string[];
  readonly Time: Date;
};

/**
 * What EventBridge gets of an event; `undefined` where it gets none of its kind.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
 */
export function bridgeEntry(bucket: ToldBucket, sequenced: Sequenced): BridgeEntry | undefined {
  const { occurrence } = sequenced;
  const detailType = detailTypeOf(occurrence.event);
  if (detailType === undefined) return undefined;
  return {
    Source: "aws.s3",
    DetailType: detailType,
    Detail: JSON.stringify(detailOf(bucket, sequenced)),
    Resources: [bucketArn(bucket)],
    Time: new Date(occurrence.at),
  };
}

/** Of kinds whose events are all told alike, and of single events. https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventBridge.html */
const DETAIL_TYPES: Readonly<Record<string, string>> = {
  ObjectCreated: "Object Created",
  ObjectRemoved: "Object Deleted",
  LifecycleExpiration: "Object Deleted",
  LifecycleTransition: "Object Storage Class Changed",
  "ObjectRestore:Post": "Object Restore Initiated",
  "ObjectRestore:Completed": "Object Restore Completed",
  "ObjectRestore:Delete": "Object Restore Expired",
  "ObjectTagging:Put": "Object Tags Added",
  "ObjectTagging:Delete": "Object Tags Deleted",
  "ObjectAcl:Put": "Object ACL Updated",
};

const detailTypeOf = (event: string): string | undefined => DETAIL_TYPES[event] ?? DETAIL_TYPES[kindOf(event)];

const kindOf = (event: string): string => event.split(":", 1)[0] ?? "";

const REASONS: Readonly<Record<string, string>> = {
  "ObjectCreated:Put": "PutObject",
  "ObjectCreated:Post": "POST Object",
  "ObjectCreated:Copy": "CopyObject",
  "ObjectCreated:CompleteMultipartUpload": "CompleteMultipartUpload",
  ObjectRemoved: "DeleteObject",
  LifecycleExpiration: "Lifecycle Expiration",
};

function detailOf({ name }: ToldBucket, { occurrence, sequencer }: Sequenced): object {
  const { event, key, size, versionId, requestId, requester, sourceIp } = occurrence;
  const told = toldFacts(event);
  const isRestore = event.startsWith("ObjectRestore:");
  return {
    version: "0",
    bucket: { name },
    object: {
      key,
      ...(told.size && { size }),
      ...(told.etag && { etag: occurrence.etag ?? MARKER_ETAG }),
      ...(versionId !== undefined && { "version-id": versionId }),
      ...(told.sequencer && !isRestore && { sequencer }),
    },
    "request-id": requestId,
    requester,
    // S3 itself has no address.
    ...(sourceIp !== requester && { "source-ip-address": sourceIp }),
    ...ofItsKind(occurrence),
  };
}

function ofItsKind({ event, restore, transitionedTo }: Occurrence): object {
  const reason = REASONS[event] ?? REASONS[kindOf(event)];
  const isRemoval = DETAIL_TYPES[kindOf(event)] === "Object Deleted";
  const byMarker = event.endsWith(":DeleteMarkerCreated");
  return {
    ...(reason !== undefined && { reason }),
    ...(isRemoval && { "deletion-type": byMarker ? "Delete Marker Created" : "Permanently Deleted" }),
    ...(restore?.until !== undefined && { "restore-expiry-time": new Date(restore.until).toISOString() }),
    ...(restore && { "source-storage-class": restore.storageClass }),
    ...(transitionedTo !== undefined && { "destination-storage-class": transitionedTo }),
  };
}
