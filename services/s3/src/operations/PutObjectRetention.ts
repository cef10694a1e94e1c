import { bucketWithoutLock } from "../domain/object-lock/errors.ts";
import { checkRetentionChange, readRetention } from "../domain/object-lock/retention.ts";
import { findBucket } from "../find-bucket.ts";
import { bypassesGovernance } from "../objects/bypass-governance.ts";
import { changeObject } from "../objects/change-object.ts";
import type { Operation, Output } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectRetention.html */
export const PutObjectRetention: Operation<"PutObjectRetention"> = async (
  input,
  call,
  store,
): Promise<Output<"PutObjectRetention">> => {
  const bucket = await findBucket(store, input, call);
  if (!bucket.objectLock) throw bucketWithoutLock();
  const now = call.clock.now();
  const to = readRetention(input.Retention, now);
  const { Key: key, VersionId: versionId, BypassGovernanceRetention } = input;
  const wish = { key, versionId, bypass: BypassGovernanceRetention };
  const bypass = await bypassesGovernance(store, { bucket, call }, wish);
  await changeObject(
    store,
    { bucket, call },
    {
      ...input,
      decide: ({ retention, ...object }) => {
        checkRetentionChange(retention, { to, now, bypass });
        return { ...object, ...(to && { retention: to }) };
      },
    },
  );
  return {};
};
