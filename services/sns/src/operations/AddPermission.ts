import { topicDoesNotExist } from "../domain/errors.ts";
import { addPermission } from "../domain/topics/topic-policy.ts";
import { readTopic } from "../find-topic.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/sns/latest/api/API_AddPermission.html */
export const AddPermission: Operation<"AddPermission"> = async (input, call, store): Promise<Record<string, never>> => {
  const topic = await readTopic(input.TopicArn, call, store);
  const permission = { label: input.Label, accounts: input.AWSAccountId, actions: input.ActionName };
  const changed = await store.topics.change(topic, (row) => {
    const policy = addPermission(topic, row.attributes["Policy"], permission);
    return { ...row, attributes: { ...row.attributes, Policy: policy } };
  });
  if (changed === undefined) throw topicDoesNotExist();
  return {};
};
