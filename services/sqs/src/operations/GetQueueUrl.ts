import type { GetQueueUrlResult } from "@aws-sdk/client-sqs";
import { invalidValue, queueDoesNotExist } from "../domain/errors.ts";
import { formatQueueUrl } from "../domain/queue-url.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueUrl.html */
export const GetQueueUrl: Operation<"GetQueueUrl"> = async (input, call, store): Promise<GetQueueUrlResult> => {
  const { QueueName: name, QueueOwnerAWSAccountId: owner } = input;
  if (name === "") throw invalidValue("QueueName", name, "Must specify a queue name.");
  const place = { account: owner ?? call.place.account, region: call.place.region };
  const queue = await store.directory.find(place, name);
  if (!queue) throw queueDoesNotExist();
  return { QueueUrl: formatQueueUrl(call.endpoint, queue) };
};
