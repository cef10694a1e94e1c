import type { ReplicationRule } from "@aws-sdk/client-s3";
import type { Bucket } from "../bucket.ts";
import type { ObjectVersion, StoredObject } from "../object-version.ts";

/** The rules by which a version is replicated, one for each destination: of several the one that counts most. */
export function rulesFor(bucket: Bucket, version: ObjectVersion): readonly ReplicationRule[] {
  const { replication } = bucket.configurations;
  if (replication === undefined || bucket.versioning !== "Enabled") return [];
  const byDestination = new Map<string, ReplicationRule>();
  for (const rule of replication.Rules ?? []) {
    const destination = rule.Destination?.Bucket ?? "";
    const other = byDestination.get(destination);
    if (isFor(rule, version) && (other === undefined || priorityOf(rule) > priorityOf(other))) {
      byDestination.set(destination, rule);
    }
  }
  return [...byDestination.values()];
}

/** How a version that is being put stands with replication: a replica tells of itself. */
export const replicationStatusOf = (
  bucket: Bucket,
  object: Omit<StoredObject, "order">,
): StoredObject["replicationStatus"] =>
  object.replicationStatus ?? (rulesFor(bucket, object).length > 0 ? "PENDING" : undefined);

const priorityOf = ({ Priority: priority = 0 }: ReplicationRule): number => priority;

function isFor(rule: ReplicationRule, version: ObjectVersion): boolean {
  if (rule.Status !== "Enabled" || !version.key.startsWith(prefixOf(rule))) return false;
  if (version.kind === "marker") return takesMarkers(rule);
  return hasTags(rule, version) && takesEncryption(rule, version) && takesReplicas(rule, version);
}

const prefixOf = ({ Filter: filter, Prefix: prefix }: ReplicationRule): string =>
  filter?.And?.Prefix ?? filter?.Prefix ?? prefix ?? "";

function hasTags({ Filter: filter }: ReplicationRule, { tags = {} }: StoredObject): boolean {
  const wanted = filter?.And?.Tags ?? (filter?.Tag === undefined ? [] : [filter.Tag]);
  return wanted.every(({ Key: key = "", Value: value = "" }) => tags[key] === value);
}

/** Rules without a filter are of the first version of the configuration, in which markers always went along. */
const takesMarkers = ({ DeleteMarkerReplication: markers, Filter: filter }: ReplicationRule): boolean =>
  filter === undefined || markers?.Status === "Enabled";

const takesEncryption = (
  { SourceSelectionCriteria: criteria }: ReplicationRule,
  { encryption }: StoredObject,
): boolean =>
  encryption?.algorithm.startsWith("aws:kms") !== true || criteria?.SseKmsEncryptedObjects?.Status === "Enabled";

/** What others change of a replica goes back where the rule says so. */
const takesReplicas = (
  { SourceSelectionCriteria: criteria }: ReplicationRule,
  { replicationStatus }: StoredObject,
): boolean => replicationStatus !== "REPLICA" || criteria?.ReplicaModifications?.Status === "Enabled";
