import { changeBucket } from "../change-bucket.ts";
import { readVersioning } from "../domain/bucket-configuration/versioning.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketVersioning.html */
export const PutBucketVersioning: Operation<"PutBucketVersioning"> = async (input, call, store): Promise<object> => {
  await changeBucket(store, { input, call }, (bucket) => ({
    ...bucket,
    versioning: readVersioning(input.VersioningConfiguration, bucket),
  }));
  return {};
};
