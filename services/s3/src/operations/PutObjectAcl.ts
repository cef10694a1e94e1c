import { objectArn } from "../access/targets.ts";
import { requireAcls, requireNoPublicAcl, requireSameOwner } from "../acl/require-acls.ts";
import { putAcl } from "../domain/acl/asked-acl.ts";
import { hasAcls, isBucketOwnersOnly } from "../domain/acl/ownership.ts";
import { findBucket } from "../find-bucket.ts";
import { changeObject } from "../objects/change-object.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectAcl.html */
export const PutObjectAcl: Operation<"PutObjectAcl"> = async (input, call, store): Promise<object> => {
  const { Key, VersionId } = input;
  const bucket = await findBucket(store, input, call);
  await changeObject(
    store,
    { bucket, call },
    {
      Key,
      VersionId,
      event: "ObjectAcl:Put",
      decide: (object) => {
        const asked = putAcl(input, { owner: object.owner, bucketOwner: bucket.account });
        if (!isBucketOwnersOnly(asked, bucket)) requireAcls(bucket);
        requireSameOwner(asked.acl, object.owner);
        requireNoPublicAcl(bucket, asked.acl, {
          call,
          action: "s3:PutObjectAcl",
          resource: objectArn(bucket.name, Key),
        });
        return hasAcls(bucket) ? { ...object, acl: asked.acl } : object;
      },
    },
  );
  return {};
};
