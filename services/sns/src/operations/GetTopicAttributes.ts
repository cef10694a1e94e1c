import type { GetTopicAttributesResponse } from "@aws-sdk/client-sns";
import { effectiveTopicAttribute } from "../domain/delivery/delivery-policy.ts";
import { describedAttributes } from "../domain/topics/effective-attributes.ts";
import { readTopic } from "../find-topic.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/sns/latest/api/API_GetTopicAttributes.html */
export const GetTopicAttributes: Operation<"GetTopicAttributes"> = async (
  input,
  call,
  store,
): Promise<GetTopicAttributesResponse> => {
  const topic = await readTopic(input.TopicArn, call, store);
  return { Attributes: describedAttributes(topic, effectiveTopicAttribute(topic.row.attributes["DeliveryPolicy"])) };
};
