import type { Refuse } from "../attribute-refusal.ts";
import { parseJsonObject } from "../json.ts";

/** https://docs.aws.amazon.com/sns/latest/dg/message-archiving-and-replay-topic-owner.html */
const MAX_RETENTION_DAYS = 365;

/**
 * For how many days the messages of a topic are archived; `undefined`: not at all.
 * @throws AwsError InvalidParameter
 */
export function readArchivePolicy(text: string, refuse: Refuse): number | undefined {
  if (text === "") return undefined;
  const policy = parseJsonObject(text);
  if (policy === undefined) throw refuse("ArchivePolicy: failed to parse JSON.");
  if (Object.keys(policy).length === 0) return undefined;
  // AWS takes the number as a string, too, and its documentation writes it so.
  const days = Number(policy["MessageRetentionPeriod"] ?? Number.NaN);
  if (!Number.isInteger(days) || days < 1 || days > MAX_RETENTION_DAYS) {
    throw refuse("ArchivePolicy: MessageRetentionPeriod value is invalid");
  }
  return days;
}
