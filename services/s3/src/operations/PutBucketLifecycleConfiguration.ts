import { configureBucket } from "../change-bucket.ts";
import { readLifecycle, readMinimumSize } from "../domain/bucket-configuration/lifecycle.ts";
import { malformedXml } from "../domain/errors.ts";
import type { Operation, Output } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLifecycleConfiguration.html */
export const PutBucketLifecycleConfiguration: Operation<"PutBucketLifecycleConfiguration"> = async (
  input,
  call,
  store,
): Promise<Output<"PutBucketLifecycleConfiguration">> => {
  if (input.LifecycleConfiguration === undefined) throw malformedXml();
  const minimumSize = readMinimumSize(input.TransitionDefaultMinimumObjectSize);
  const rules = readLifecycle(input.LifecycleConfiguration, call.ids.uuid);
  const lifecycle = { Rules: [...rules], TransitionDefaultMinimumObjectSize: minimumSize };
  await configureBucket(store, { input, call }, { lifecycle });
  return { TransitionDefaultMinimumObjectSize: minimumSize };
};
