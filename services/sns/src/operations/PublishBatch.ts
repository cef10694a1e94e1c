import type { PublishBatchResponse } from "@aws-sdk/client-sns";
import { readBatch } from "../domain/messages/batch.ts";
import { findTopic } from "../find-topic.ts";
import type { Operation } from "../operation.ts";
import { publishToTopic } from "../publish-to-topic.ts";

/** https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html */
export const PublishBatch: Operation<"PublishBatch"> = async (input, call, store): Promise<PublishBatchResponse> => {
  const topic = await findTopic(input.TopicArn, call, store);
  const { entries, failed } = readBatch(input.PublishBatchRequestEntries, topic);
  const published = await publishToTopic({ topic, parcels: entries }, call, store);
  return {
    Successful: published.flatMap((each, at) => {
      const id = entries[at]?.id;
      return id === undefined ? [] : [{ Id: id, ...each }];
    }),
    Failed: [...failed],
  };
};
