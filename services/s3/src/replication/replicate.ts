import type { ReplicationRule } from "@aws-sdk/client-s3";
import type { Clock, Ids } from "@skylab/aws";
import type { Bucket } from "../domain/bucket.ts";
import { bucketOfArn } from "../domain/buckets/bucket-arn.ts";
import type { Replication } from "../domain/notifications/deliveries.ts";
import type { ObjectVersion, StoredObject } from "../domain/object-version.ts";
import { failureReason } from "../domain/replication/failure.ts";
import { changedReplica, replicaOf } from "../domain/replication/replica.ts";
import { rulesFor } from "../domain/replication/replication-rules.ts";
import { ownOccurrenceOf } from "../objects/occurrence.ts";
import type { S3Store } from "../store/store.ts";
import { copyBody } from "./copy-body.ts";
import { mayReplicate } from "./may-replicate.ts";

/** What a replication is made with. */
export type Replicating = {
  readonly store: S3Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly signal: AbortSignal;
};

/**
 * Brings the destinations of a version to what the version is now, and tells it how that went. May be done again: what
 * is there already stays. Rejects where it is to be tried again.
 */
export async function replicate(by: Replicating, task: Replication): Promise<void> {
  const found = await findSource(by.store, task);
  if (found === undefined) return;
  const { bucket, version, rules } = found;
  const outcomes = await Promise.allSettled(rules.map((rule) => replicateBy(by, found, rule)));
  const failures: Failure[] = [];
  for (const [index, rule] of rules.entries()) {
    const outcome = outcomes[index];
    if (outcome?.status === "rejected") throw outcome.reason;
    if (outcome?.value !== undefined) failures.push({ rule, reason: outcome.value });
  }
  if (version.kind === "object") await tellSource(by, { bucket, version, task }, failures);
}

/** Nothing more is tried of this replication. */
export async function giveUp(by: Replicating, task: Replication): Promise<void> {
  const found = await findSource(by.store, task);
  if (found?.version.kind !== "object") return;
  const failures = found.rules.map((rule) => ({ rule, reason: "DstPutObjectNotPermitted" }));
  await tellSource(by, { bucket: found.bucket, version: found.version, task }, failures);
}

type Failure = { readonly rule: ReplicationRule; readonly reason: string };

type Source = {
  readonly bucket: Bucket;
  readonly version: ObjectVersion;
  readonly rules: readonly ReplicationRule[];
};

/** The version as it is now, where there is still something to replicate of it. */
async function findSource(store: S3Store, { bucket: of, occurrence }: Replication): Promise<Source | undefined> {
  const { event, key, versionId } = occurrence;
  const bucket = await store.buckets.find(of.name);
  if (bucket?.id !== of.id || versionId === undefined) return undefined;
  const version = await store.objects.find(bucket, key, versionId);
  if (version === undefined || isReplicaOfElsewhere(version, event)) return undefined;
  const rules = rulesFor(bucket, version);
  return rules.length === 0 ? undefined : { bucket, version, rules };
}

/** Replicas are not replicated on; what is changed of them may go back. */
const isReplicaOfElsewhere = (version: ObjectVersion, event: string): boolean =>
  version.kind === "object" && version.replicationStatus === "REPLICA" && event.startsWith("ObjectCreated:");

/** Replicates to one destination; answers why it cannot be, where trying again would not help. */
async function replicateBy(by: Replicating, source: Source, rule: ReplicationRule): Promise<string | undefined> {
  const { bucket, version } = source;
  const destination = await by.store.buckets.find(bucketOfArn(rule.Destination?.Bucket) ?? "");
  const reason = failureReason(bucket, destination);
  if (destination === undefined || reason !== undefined) return reason;
  const role = bucket.configurations.replication?.Role ?? "";
  const { key } = version;
  if (version.kind === "marker") {
    if (!mayReplicate(role, destination, { action: "s3:ReplicateDelete", key })) return "DstDelObjNotPermitted";
    await replicateMarker(by, destination, version);
    return undefined;
  }
  if (!mayReplicate(role, destination, { action: "s3:ReplicateObject", key })) return "DstPutObjectNotPermitted";
  await replicateObject(by, { bucket, version, rule, destination });
  return undefined;
}

async function replicateMarker(by: Replicating, destination: Bucket, marker: ObjectVersion): Promise<void> {
  const { key, versionId, owner, lastModified } = marker;
  if ((await by.store.objects.find(destination, key, versionId)) !== undefined) return;
  const occurrence = ownOccurrenceOf(destination, by, "ObjectRemoved:DeleteMarkerCreated");
  await by.store.objects.remove(destination, key, { owner, now: lastModified, replicaOf: versionId, occurrence });
}

type Copy = {
  readonly bucket: Bucket;
  readonly version: StoredObject;
  readonly rule: ReplicationRule;
  readonly destination: Bucket;
};

async function replicateObject(by: Replicating, { bucket, version, rule, destination }: Copy): Promise<void> {
  const { objects, bodies } = by.store;
  const { key, versionId } = version;
  const replica = replicaOf(version, rule, destination);
  if ((await objects.find(destination, key, versionId)) !== undefined) {
    await objects.change(destination, key, {
      versionId,
      decide: (current) => (current.kind === "object" ? changedReplica(current, replica) : undefined),
    });
    return;
  }
  const kept = await copyBody(bodies, { bucket, object: version, signal: by.signal });
  if (kept === undefined) return;
  const occurrence = ownOccurrenceOf(destination, by, "ObjectCreated:Put");
  await objects.put(destination, { ...replica, body: kept.body }, { versionId, kept, occurrence });
}

type Told = { readonly bucket: Bucket; readonly version: StoredObject; readonly task: Replication };

/** Writes into the source how its replication went. A replica keeps telling that it is one. */
async function tellSource(
  by: Replicating,
  { bucket, version, task }: Told,
  failures: readonly Failure[],
): Promise<void> {
  const replicationStatus = failures.length > 0 ? "FAILED" : "COMPLETED";
  const told = failures.find(({ rule }) => rule.Destination?.Metrics?.Status === "Enabled");
  await by.store.objects.change(bucket, version.key, {
    versionId: version.versionId,
    decide: (current) =>
      current.kind === "marker" || ["REPLICA", replicationStatus].includes(current.replicationStatus ?? "")
        ? undefined
        : { ...current, replicationStatus },
    ...(told && {
      occurrence: ownOccurrenceOf(bucket, by, {
        event: "Replication:OperationFailedReplication",
        replication: {
          ruleId: told.rule.ID ?? "",
          destination: told.rule.Destination?.Bucket ?? "",
          failureReason: told.reason,
          requestedAt: task.occurrence.at,
        },
      }),
    }),
  });
}
