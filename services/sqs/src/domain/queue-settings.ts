import type { QueueAddress } from "./queue-arn.ts";
import { effectiveAttributes, type QueueAttributes } from "./queue-attributes.ts";
import { isFifoName } from "./queue-name.ts";
import { parseRedriveAllowPolicy, type RedriveAllowPolicy } from "./redrive-allow-policy.ts";
import { parseRedrivePolicy, type RedrivePolicy } from "./redrive-policy.ts";

/** A queue's attributes as the rules need them: read once, when the queue is loaded. */
export type QueueSettings = {
  readonly fifo: boolean;
  readonly delaySeconds: number;
  readonly maximumMessageBytes: number;
  readonly retentionSeconds: number;
  readonly waitTimeSeconds: number;
  readonly visibilityTimeoutSeconds: number;
  readonly contentBasedDeduplication: boolean;
  readonly deduplicationScope: "queue" | "messageGroup";
  readonly redrive: RedrivePolicy | undefined;
  readonly redriveAllow: RedriveAllowPolicy | undefined;
};

export function settingsOf(queue: QueueAddress, attributes: QueueAttributes): QueueSettings {
  const fifo = isFifoName(queue.name);
  const effective = effectiveAttributes(attributes, fifo);
  const redrive = effective["RedrivePolicy"];
  const redriveAllow = effective["RedriveAllowPolicy"];
  return {
    fifo,
    delaySeconds: Number(effective["DelaySeconds"]),
    maximumMessageBytes: Number(effective["MaximumMessageSize"]),
    retentionSeconds: Number(effective["MessageRetentionPeriod"]),
    waitTimeSeconds: Number(effective["ReceiveMessageWaitTimeSeconds"]),
    visibilityTimeoutSeconds: Number(effective["VisibilityTimeout"]),
    contentBasedDeduplication: effective["ContentBasedDeduplication"] === "true",
    deduplicationScope: effective["DeduplicationScope"] === "messageGroup" ? "messageGroup" : "queue",
    redrive: redrive === undefined ? undefined : parseRedrivePolicy(redrive, queue),
    redriveAllow: redriveAllow === undefined ? undefined : parseRedriveAllowPolicy(redriveAllow),
  };
}
