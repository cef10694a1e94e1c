import { createHash } from "node:crypto";
import { partitionOf } from "@skylab/aws";
import type { Bucket } from "../bucket.ts";
import { hostIdOf } from "../host-id.ts";
import { urlEncoded } from "../listing/url-encoded.ts";
import type { Occurrence, Sequenced } from "./occurrence.ts";
import { MARKER_ETAG, toldFacts } from "./told-of-object.ts";

/** The bucket of an event, as far as it is told. */
export type ToldBucket = Pick<Bucket, "name" | "account" | "region">;

/**
 * What queues, topics and functions get of an event.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 */
export function eventRecord(
  bucket: ToldBucket,
  { occurrence, sequencer }: Sequenced,
  configurationId: string,
): Readonly<Record<string, unknown>> {
  const told = toldFacts(occurrence.event);
  const { event, key, size, versionId, requestId } = occurrence;
  return {
    eventVersion: versionOf(event),
    eventSource: "aws:s3",
    awsRegion: bucket.region,
    eventTime: new Date(occurrence.at).toISOString(),
    eventName: event,
    userIdentity: { principalId: occurrence.principalId },
    requestParameters: { sourceIPAddress: occurrence.sourceIp },
    responseElements: { "x-amz-request-id": requestId, "x-amz-id-2": hostIdOf(requestId) },
    s3: {
      s3SchemaVersion: "1.0",
      configurationId,
      bucket: {
        name: bucket.name,
        ownerIdentity: { principalId: customerId(bucket.account) },
        arn: bucketArn(bucket),
      },
      object: {
        key: urlEncoded(key),
        ...(told.size && { size }),
        ...(told.etag && { eTag: occurrence.etag ?? MARKER_ETAG }),
        ...(versionId !== undefined && { versionId }),
        ...(told.sequencer && { sequencer }),
      },
    },
    ...ofItsKind(occurrence),
  };
}

/** The message that is sent where a configuration is put, for the receiver to be seen. */
export const testEvent = (bucket: string, at: number, requestId: string): Readonly<Record<string, string>> => ({
  Service: "Amazon S3",
  Event: "s3:TestEvent",
  Time: new Date(at).toISOString(),
  Bucket: bucket,
  RequestId: requestId,
  HostId: hostIdOf(requestId),
});

export const bucketArn = ({ name, region }: Pick<Bucket, "name" | "region">): string =>
  `arn:${partitionOf(region)}:s3:::${name}`;

/** As recorded; since version 2.4 AWS has announced one version for all events. */
function versionOf(event: string): string {
  if (event.startsWith("ObjectCreated:") || event.startsWith("ObjectRemoved:")) return "2.1";
  if (event === "ObjectRestore:Post" || event === "ObjectRestore:Completed") return "2.1";
  return event.startsWith("Replication:") ? "2.2" : "2.3";
}

function ofItsKind({ event, restore, transitionedTo, replication }: Occurrence): object {
  if (restore?.until !== undefined && event === "ObjectRestore:Completed") {
    const restoreEventData = {
      lifecycleRestorationExpiryTime: new Date(restore.until).toISOString(),
      lifecycleRestoreStorageClass: restore.storageClass,
    };
    return { glacierEventData: { restoreEventData } };
  }
  if (transitionedTo !== undefined) {
    return { lifecycleEventData: { transitionEventData: { destinationStorageClass: transitionedTo } } };
  }
  if (replication === undefined) return {};
  const { destination, failureReason, requestedAt, ruleId } = replication;
  return {
    replicationEventData: {
      replicationRuleId: ruleId,
      destinationBucket: destination,
      s3Operation: "OBJECT_PUT",
      requestTime: new Date(requestedAt).toISOString(),
      failureReason,
    },
  };
}

/** What Amazon's shop knows a customer by: `A3NL1KOZZKEXAM`. */
const customerId = (account: string): string =>
  `A${BigInt(`0x${createHash("sha256").update(`customer ${account}`).digest("hex")}`)
    .toString(36)
    .slice(0, CUSTOMER_ID_LENGTH - 1)
    .toUpperCase()}`;

const CUSTOMER_ID_LENGTH = 14;
