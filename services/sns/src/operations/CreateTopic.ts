import type { CreateTopicResponse } from "@aws-sdk/client-sns";
import { checkPolicy } from "../check-policy.ts";
import { refuseAtCreation } from "../domain/attribute-refusal.ts";
import { invalidParameter } from "../domain/errors.ts";
import { checkDataProtectionPolicy } from "../domain/topics/data-protection-policy.ts";
import { hasAttributes } from "../domain/topics/effective-attributes.ts";
import { NO_SUBSCRIPTIONS } from "../domain/topics/subscription-counts.ts";
import { hasTags, readTags } from "../domain/topics/tags.ts";
import { isFifoAsked, readTopicAttributes } from "../domain/topics/topic-attributes.ts";
import { checkTopicName } from "../domain/topics/topic-name.ts";
import { topicArn } from "../domain/topics/topic.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html */
export const CreateTopic: Operation<"CreateTopic"> = async (input, call, store): Promise<CreateTopicResponse> => {
  const { Name: name, Attributes: asked = {}, Tags = [], DataProtectionPolicy: dataProtectionPolicy = "" } = input;
  checkTopicName(name, isFifoAsked(asked));
  const attributes = readTopicAttributes(asked, checkPolicy);
  const tags = readTags(Tags);
  if (dataProtectionPolicy !== "") checkDataProtectionPolicy(dataProtectionPolicy);

  const now = call.clock.now();
  const row = {
    id: call.ids.uuid(),
    createdAt: now,
    attributes,
    tags,
    ...(attributes["ArchivePolicy"] !== undefined && { archivedSince: now }),
    ...(dataProtectionPolicy !== "" && { dataProtectionPolicy }),
    subscriptions: NO_SUBSCRIPTIONS,
  };
  const topic = { place: call.place, name, row };
  const existing = await store.topics.create(topic);
  if (existing !== undefined) {
    if (!hasAttributes(existing, attributes)) throw refuseAtCreation("Topic already exists with different attributes");
    if (!hasTags(existing.row.tags, tags)) {
      throw invalidParameter("Tags Reason: Topic already exists with different tags");
    }
  }
  return { TopicArn: topicArn(topic) };
};
