import type { GetTopicAttributesResponse } from "@aws-sdk/client-sns";
import { effectiveTopicAttribute } from "../domain/delivery/delivery-policy.ts";
import { topicDoesNotExist } from "../domain/errors.ts";
import { describedAttributes } from "../domain/topics/effective-attributes.ts";
import { findTopic } from "../find-topic.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/sns/latest/api/API_GetTopicAttributes.html */
export const GetTopicAttributes: Operation<"GetTopicAttributes"> = async (
  input,
  call,
  store,
): Promise<GetTopicAttributesResponse> => {
  const address = await findTopic(input.TopicArn, call, store);
  // Its counts change with each subscription, at whichever replica.
  const topic = await store.topics.read(address);
  if (topic === undefined) throw topicDoesNotExist();
  return { Attributes: describedAttributes(topic, effectiveTopicAttribute(topic.row.attributes["DeliveryPolicy"])) };
};
