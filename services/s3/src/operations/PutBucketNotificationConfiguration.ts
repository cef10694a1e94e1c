import { configureBucket } from "../change-bucket.ts";
import { readNotification } from "../domain/bucket-configuration/notification.ts";
import { findBucket } from "../find-bucket.ts";
import type { Operation } from "../operation.ts";
import { testDestinations } from "../destinations/test-destinations.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketNotificationConfiguration.html */
export const PutBucketNotificationConfiguration: Operation<"PutBucketNotificationConfiguration"> = async (
  input,
  call,
  store,
): Promise<object> => {
  const bucket = await findBucket(store, input, call);
  const notification = readNotification(input.NotificationConfiguration, bucket, call.ids.uuid);
  const isTested = notification !== undefined && input.SkipDestinationValidation !== true;
  if (isTested) await testDestinations(store, { bucket, call }, notification);
  await configureBucket(store, { input, call }, { notification });
  return {};
};
