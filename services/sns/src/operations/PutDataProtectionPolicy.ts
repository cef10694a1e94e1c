import { topicDoesNotExist } from "../domain/errors.ts";
import { checkDataProtectionPolicy } from "../domain/topics/data-protection-policy.ts";
import { readTopic } from "../find-topic.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/sns/latest/api/API_PutDataProtectionPolicy.html */
export const PutDataProtectionPolicy: Operation<"PutDataProtectionPolicy"> = async (
  input,
  call,
  store,
): Promise<Record<string, never>> => {
  const topic = await readTopic(input.ResourceArn, call, store);
  const { DataProtectionPolicy: policy } = input;
  if (policy !== "") checkDataProtectionPolicy(policy);
  const changed = await store.topics.change(topic, ({ dataProtectionPolicy: _before, ...row }) => ({
    ...row,
    ...(policy !== "" && { dataProtectionPolicy: policy }),
  }));
  if (changed === undefined) throw topicDoesNotExist();
  return {};
};
