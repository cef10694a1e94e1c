import { configureBucket } from "../change-bucket.ts";
import { readNotification } from "../domain/bucket-configuration/notification.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketNotificationConfiguration.html */
export const PutBucketNotificationConfiguration: Operation<"PutBucketNotificationConfiguration"> = async (
  input,
  call,
  store,
): Promise<object> => {
  await configureBucket(store, { input, call }, (bucket) => ({
    notification: readNotification(input.NotificationConfiguration, bucket, call.ids.uuid),
  }));
  return {};
};
