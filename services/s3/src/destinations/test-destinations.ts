import type { NotificationConfiguration } from "@aws-sdk/client-s3";
import type { Call } from "@skylab/service";
import type { Bucket } from "../domain/bucket.ts";
import { eventRules } from "../domain/bucket-configuration/notification.ts";
import { testEvent } from "../domain/notifications/event-record.ts";
import { checkReached, type Rejected } from "../domain/notifications/validation.ts";
import type { S3Store } from "../store/store.ts";

/**
 * Sends the test event to the destinations of a new configuration, each once.
 * @throws AwsError InvalidArgument where some are not there, or do not let S3 in.
 */
export async function testDestinations(
  { destinations }: S3Store,
  { bucket, call }: { readonly bucket: Bucket; readonly call: Call },
  configuration: NotificationConfiguration,
): Promise<void> {
  const message = testEvent(bucket.name, call.clock.now(), call.requestId);
  const test = async (destination: string): Promise<readonly Rejected[]> => {
    try {
      await destinations.test(bucket, destination, message);
      return [];
    } catch (error) {
      return [{ destination, error }];
    }
  };
  const distinct = [...new Set(eventRules(configuration).map(({ destination }) => destination))];
  checkReached((await Promise.all(distinct.map(test))).flat());
}
