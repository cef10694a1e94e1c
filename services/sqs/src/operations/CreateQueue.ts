import type { CreateQueueResult } from "@aws-sdk/client-sqs";
import { queueDeletedRecently, queueNameExists } from "../domain/errors.ts";
import { isFifoName, checkQueueName } from "../domain/queue-name.ts";
import { changeAttributes, effectiveAttributes, firstDifference, readAttributes } from "../domain/queue-attributes.ts";
import { formatQueueUrl } from "../domain/queue-url.ts";
import { checkTags } from "../domain/tags.ts";
import { refuseAtQueueUrl } from "../find-queue.ts";
import type { Operation } from "../operation.ts";
import { checkDeadLetterQueue } from "../store/dead-letter-queue.ts";

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html */
export const CreateQueue: Operation<"CreateQueue"> = async (input, call, store): Promise<CreateQueueResult> => {
  refuseAtQueueUrl("CreateQueue", call);
  const { QueueName: name, Attributes: wanted = {}, tags = {} } = input;
  const queue = { place: call.place, name };
  checkQueueName(name, wanted["FifoQueue"]?.toLowerCase() === "true");
  checkTags(name, tags);
  const asked = readAttributes(wanted, queue);
  const attributes = changeAttributes({}, asked);
  await checkDeadLetterQueue(queue, attributes, store);

  const now = call.clock.now();
  const id = `${queue.place.account}/${queue.place.region}/${name}/${call.ids.uuid()}`;
  const outcome = await store.directory.create(queue, { id, createdAt: now, modifiedAt: now, attributes, tags });
  if (outcome === "deletedRecently") throw queueDeletedRecently();
  if (outcome === "exists") {
    const existing = await store.directory.find(queue.place, name);
    const own = existing?.record.attributes ?? {};
    const difference = firstDifference(asked, { ...own, ...effectiveAttributes(own, isFifoName(name)) });
    if (difference !== undefined) throw queueNameExists(difference);
  }
  return { QueueUrl: formatQueueUrl(call.endpoint, queue) };
};
