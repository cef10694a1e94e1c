import type { CallAs } from "@skylab/service";
import { type TopicAddress, topicArn } from "../domain/topics/topic.ts";

/** As whom SNS calls other services: policies of queues and functions see the topic as `aws:SourceArn`. */
export const asTopic = (topic: TopicAddress, region: string): CallAs => ({
  principal: { name: "sns.amazonaws.com", sourceArn: topicArn(topic) },
  place: { account: topic.place.account, region },
});
