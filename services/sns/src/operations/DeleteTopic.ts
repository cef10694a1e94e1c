import { AwsError, isSameRegion } from "@skylab/aws";
import { invalidParameter } from "../domain/errors.ts";
import { readTopicArn } from "../domain/read-arn.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/sns/latest/api/API_DeleteTopic.html */
export const DeleteTopic: Operation<"DeleteTopic"> = async (input, call, store): Promise<Record<string, never>> => {
  const address = readTopicArn(input.TopicArn);
  if (!isSameRegion(address.place, call.place)) throw invalidParameter("TopicArn");
  const topic = await store.topics.read(address);
  // AWS answers 200 here although the topic is gone.
  if (topic === undefined) return {};
  if (topic.row.archivedSince !== undefined) throw isArchived();
  await store.topics.remove(topic);
  return {};
};

/** https://docs.aws.amazon.com/sns/latest/dg/message-archiving-and-replay-topic-owner.html; nobody recorded AWS's words. */
const isArchived = (): AwsError =>
  new AwsError("InvalidState", "Invalid state: a topic with an ArchivePolicy cannot be deleted", { status: 400 });
