import { invalidAttributeValue, invalidValue } from "./errors.ts";
import { parseJsonObject } from "./json.ts";

/** Which queues may name a queue as their dead-letter queue. */
export type RedriveAllowPolicy = {
  readonly redrivePermission: "allowAll" | "denyAll" | "byQueue";
  readonly sourceQueueArns?: readonly string[];
};

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html */
const MAX_SOURCE_QUEUES = 10;

const ATTRIBUTE = "RedriveAllowPolicy";

/**
 * Reads the attribute RedriveAllowPolicy.
 * @throws AwsError in AWS's words
 */
export function parseRedriveAllowPolicy(text: string): RedriveAllowPolicy {
  const policy = readForm(text);
  if (!policy) {
    throw invalidAttributeValue(
      ATTRIBUTE,
      "Amazon SQS can't create the redrive allow policy, as it’s in an unsupported format.",
    );
  }
  const { redrivePermission, sourceQueueArns } = policy;
  if (redrivePermission !== "byQueue" && sourceQueueArns !== undefined) {
    throw refused(text, "To specify one or more source queue ARNs, you must set redrivePermission to byQueue.");
  }
  if (redrivePermission === "byQueue" && (sourceQueueArns ?? []).length === 0) {
    throw refused(
      text,
      "When you specify the byQueue permission type, you must also specify one or more sourceQueueArns values.",
    );
  }
  if ((sourceQueueArns ?? []).length > MAX_SOURCE_QUEUES) {
    throw refused(text, `The maximum number of source queue ARNs you can specify is ${MAX_SOURCE_QUEUES}.`);
  }
  return policy;
}

/** Whether a queue may be the dead-letter queue of the queue with this ARN. */
export function allowsSource(policy: RedriveAllowPolicy | undefined, sourceArn: string): boolean {
  if (!policy || policy.redrivePermission === "allowAll") return true;
  return policy.redrivePermission === "byQueue" && (policy.sourceQueueArns ?? []).includes(sourceArn);
}

function readForm(text: string): RedriveAllowPolicy | undefined {
  const policy = parseJsonObject(text);
  if (!policy) return undefined;
  const { redrivePermission, sourceQueueArns, ...rest } = policy;
  if (redrivePermission !== "allowAll" && redrivePermission !== "denyAll" && redrivePermission !== "byQueue") {
    return undefined;
  }
  if (Object.keys(rest).length > 0) return undefined;
  if (sourceQueueArns === undefined) return { redrivePermission };
  return isTextList(sourceQueueArns) ? { redrivePermission, sourceQueueArns } : undefined;
}

const isTextList = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === "string");

const refused = (text: string, reason: string): Error =>
  invalidValue(ATTRIBUTE, text, `Amazon SQS can't create the redrive allow policy. ${reason}`);
