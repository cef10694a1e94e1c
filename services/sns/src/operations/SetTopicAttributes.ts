import { checkPolicy } from "../check-policy.ts";
import { topicDoesNotExist } from "../domain/errors.ts";
import { changeTopicAttribute } from "../domain/topics/topic-attributes.ts";
import { readTopic } from "../find-topic.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html */
export const SetTopicAttributes: Operation<"SetTopicAttributes"> = async (
  input,
  call,
  store,
): Promise<Record<string, never>> => {
  const topic = await readTopic(input.TopicArn, call, store);
  const { AttributeName: name, AttributeValue: value = "" } = input;
  const changed = await store.topics.change(topic, ({ archivedSince, ...row }) => {
    const attributes = changeTopicAttribute(row.attributes, { name, value }, checkPolicy);
    const isArchived = attributes["ArchivePolicy"] !== undefined;
    return { ...row, attributes, ...(isArchived && { archivedSince: archivedSince ?? call.clock.now() }) };
  });
  if (changed === undefined) throw topicDoesNotExist();
  return {};
};
