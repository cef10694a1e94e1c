import { configureBucket } from "../change-bucket.ts";
import { checkDestination, destinationsOf, readReplication } from "../domain/bucket-configuration/replication.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketReplication.html */
export const PutBucketReplication: Operation<"PutBucketReplication"> = async (input, call, store): Promise<object> => {
  const destinations = destinationsOf(input.ReplicationConfiguration);
  const buckets = await Promise.all(destinations.map((name) => store.buckets.find(name)));
  await configureBucket(store, { input, call }, (bucket) => {
    const replication = readReplication(input.ReplicationConfiguration, bucket, call.ids.uuid);
    for (const destination of buckets) checkDestination(destination);
    return { replication };
  });
  return {};
};
