import type { PublishResponse } from "@aws-sdk/client-sns";
import { noTarget } from "../domain/messages/errors.ts";
import { checkSize, readMessage, readRouting } from "../domain/messages/read-message.ts";
import { parseTopicArn } from "../domain/topics/topic.ts";
import { findTopic } from "../find-topic.ts";
import type { Operation } from "../operation.ts";
import { publishToEndpoint } from "../publish-to-endpoint.ts";
import { publishToPhone } from "../publish-to-phone.ts";
import { publishToTopic } from "../publish-to-topic.ts";

/** https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
export const Publish: Operation<"Publish"> = async (input, call, store): Promise<PublishResponse> => {
  const { TopicArn, TargetArn, PhoneNumber } = input;
  const arn = TopicArn ?? TargetArn;
  if (arn === undefined && PhoneNumber === undefined) throw noTarget();
  const isToDevice = TopicArn === undefined && TargetArn !== undefined && parseTopicArn(TargetArn) === undefined;
  const content = readMessage(input, isToDevice);
  checkSize(input, content);
  if (isToDevice) return await publishToEndpoint({ TargetArn, content }, call, store);
  if (arn === undefined) return await publishToPhone({ PhoneNumber: PhoneNumber ?? "", content }, call, store);
  const topic = await findTopic(arn, call, store);
  const routing = readRouting(input, topic);
  const [published] = await publishToTopic({ topic, parcels: [{ content, routing }] }, call, store);
  return published ?? {};
};
