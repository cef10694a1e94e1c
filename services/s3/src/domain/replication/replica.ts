import type { ReplicationRule } from "@aws-sdk/client-s3";
import type { Bucket } from "../bucket.ts";
import type { StoredObject } from "../object-version.ts";

/**
 * What a replica is of the version that it is made of, without its bytes.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-what-is-isnot-replicated.html
 */
export function replicaOf(
  source: StoredObject,
  { Destination: how }: ReplicationRule,
  destination: Bucket,
): Omit<StoredObject, "body"> {
  const {
    body: _body,
    order: _order,
    restoredUntil: _restored,
    restoring: _restoring,
    acl: _acl,
    owner: _owner,
    ...same
  } = source;
  const storageClass = how?.StorageClass ?? source.storageClass;
  const kmsKeyId = how?.EncryptionConfiguration?.ReplicaKmsKeyID;
  return {
    ...same,
    ...withOwner(source, how?.AccessControlTranslation?.Owner === "Destination", destination),
    ...(storageClass !== undefined && { storageClass }),
    ...(source.encryption && { encryption: { ...source.encryption, ...(kmsKeyId !== undefined && { kmsKeyId }) } }),
    replicationStatus: "REPLICA",
  };
}

/** Where the destination's account is to own the replica, it is private to it. */
const withOwner = (
  { acl, owner }: StoredObject,
  isTranslated: boolean,
  { account }: Bucket,
): Pick<StoredObject, "owner" | "acl"> => (isTranslated ? { owner: account } : { owner, ...(acl && { acl }) });

/** A replica as what was changed of its source since makes it. `undefined`: nothing was. */
export function changedReplica(replica: StoredObject, as: Omit<StoredObject, "body">): StoredObject | undefined {
  const { tags: _tags, acl: _acl, retention: _retention, legalHold: _legalHold, ...same } = replica;
  const { tags, acl, retention, legalHold } = as;
  const changed: StoredObject = {
    ...same,
    ...(tags && { tags }),
    ...(acl && { acl }),
    ...(retention && { retention }),
    ...(legalHold !== undefined && { legalHold }),
  };
  return JSON.stringify(settings(changed)) === JSON.stringify(settings(replica)) ? undefined : changed;
}

const settings = ({ tags, acl, retention, legalHold }: StoredObject): readonly unknown[] => [
  tags,
  acl,
  retention,
  legalHold,
];
