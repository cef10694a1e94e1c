import { noSuchReplication } from "../domain/bucket-configuration/errors.ts";
import { readBucket } from "../find-bucket.ts";
import type { Operation, Output } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketReplication.html */
export const GetBucketReplication: Operation<"GetBucketReplication"> = async (
  input,
  call,
  store,
): Promise<Output<"GetBucketReplication">> => {
  const { name, configurations } = await readBucket(store, input, call);
  if (configurations.replication === undefined) throw noSuchReplication(name);
  return { ReplicationConfiguration: configurations.replication };
};
