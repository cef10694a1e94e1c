import { AwsError, isSameRegion } from "@skylab/aws";
import type { Call } from "@skylab/service";
import { invalidParameter } from "./domain/errors.ts";
import { readTopicArn } from "./domain/read-arn.ts";
import type { Topic } from "./domain/topics/topic.ts";
import type { SnsStore } from "./store/store.ts";

/**
 * What the parameter ResourceArn names: a topic, for nothing else of SNS has tags.
 * @throws AwsError InvalidParameter, ResourceNotFound
 */
export async function findTagged(arn: string, call: Call, store: SnsStore): Promise<Topic> {
  const address = readTopicArn(arn, "ResourceArn");
  if (!isSameRegion(address.place, call.place)) throw invalidParameter("ResourceArn");
  const topic = await store.topics.read(address);
  if (topic === undefined) throw resourceDoesNotExist();
  return topic;
}

export const resourceDoesNotExist = (): AwsError =>
  new AwsError("ResourceNotFound", "Resource does not exist", { status: 404 });
