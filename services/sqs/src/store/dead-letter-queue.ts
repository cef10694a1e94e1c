import { parseQueueArn, queueArn, type QueueAddress } from "../domain/queue-arn.ts";
import type { QueueAttributes } from "../domain/queue-attributes.ts";
import { settingsOf } from "../domain/queue-settings.ts";
import { allowsSource } from "../domain/redrive-allow-policy.ts";
import { deadLetterQueueRefuses, deadLetterTargetDoesNotExist } from "../domain/redrive-policy.ts";
import type { SqsStore } from "./store.ts";

/**
 * The queue that a redrive policy names must be there and agree.
 * @throws AwsError in AWS's words
 */
export async function checkDeadLetterQueue(
  queue: QueueAddress,
  attributes: QueueAttributes,
  store: SqsStore,
): Promise<void> {
  const { RedrivePolicy: policy } = attributes;
  if (policy === undefined) return;
  const target = parseQueueArn(settingsOf(queue, attributes).redrive?.deadLetterTargetArn ?? "");
  const found = target && (await store.directory.find(target.place, target.name));
  if (!found) throw deadLetterTargetDoesNotExist(policy);
  if (!allowsSource(found.settings.redriveAllow, queueArn(queue))) throw deadLetterQueueRefuses(policy);
}
