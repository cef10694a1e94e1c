import { topicDoesNotExist } from "../domain/errors.ts";
import { removePermission } from "../domain/topics/topic-policy.ts";
import { readTopic } from "../find-topic.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/sns/latest/api/API_RemovePermission.html */
export const RemovePermission: Operation<"RemovePermission"> = async (
  input,
  call,
  store,
): Promise<Record<string, never>> => {
  const topic = await readTopic(input.TopicArn, call, store);
  const changed = await store.topics.change(topic, (row) => {
    const policy = removePermission(topic, row.attributes["Policy"], input.Label);
    return { ...row, attributes: { ...row.attributes, ...(policy !== undefined && { Policy: policy }) } };
  });
  if (changed === undefined) throw topicDoesNotExist();
  return {};
};
