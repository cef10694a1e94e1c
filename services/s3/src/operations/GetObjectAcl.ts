import { ownerGrants } from "../domain/acl/canned-grants.ts";
import { hasAcls } from "../domain/acl/ownership.ts";
import { canonicalId } from "../domain/canonical-id.ts";
import { findBucket } from "../find-bucket.ts";
import { findObject } from "../objects/find-object.ts";
import type { Operation, Output } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAcl.html */
export const GetObjectAcl: Operation<"GetObjectAcl"> = async (input, call, store): Promise<Output<"GetObjectAcl">> => {
  const { Key, VersionId } = input;
  const bucket = await findBucket(store, input, call);
  const object = await findObject(store, { bucket, call }, { Key, VersionId, method: "GET" });
  // Where ACLs do not count, all objects are the bucket owner's, whoever put them when they did.
  const owner = hasAcls(bucket) ? object.owner : bucket.account;
  const acl = hasAcls(bucket) ? object.acl : undefined;
  return { Owner: { ID: canonicalId(owner) }, Grants: acl?.grants ?? ownerGrants(owner) };
};
