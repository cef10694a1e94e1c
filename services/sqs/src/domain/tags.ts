import { invalidParameter, missingParameter } from "./errors.ts";

export type Tags = Readonly<Record<string, string>>;

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-queues.html */
const MAX_TAGS = 50;
const MAX_KEY_CHARACTERS = 128;
const MAX_VALUE_CHARACTERS = 256;

/** @throws AwsError in AWS's words */
export function checkTags(queueName: string, tags: Tags): void {
  const keys = Object.keys(tags);
  if (keys.length > MAX_TAGS) throw invalidParameter(`Too many tags added for queue ${queueName}.`);
  for (const key of keys) {
    checkTagKey(key);
    if ((tags[key] ?? "").length > MAX_VALUE_CHARACTERS) {
      throw invalidParameter(`Tag values must be between 0 and ${MAX_VALUE_CHARACTERS} characters in length.`);
    }
  }
}

/**
 * The tags of a queue after TagQueue.
 * @throws AwsError in AWS's words
 */
export function addTags(queueName: string, before: Tags, added: Tags): Tags {
  if (Object.keys(added).length === 0) throw missingParameter("Tags");
  checkTags(queueName, added);
  const tags = { ...before, ...added };
  if (Object.keys(tags).length > MAX_TAGS) throw invalidParameter(`Too many tags added for queue ${queueName}.`);
  return tags;
}

/**
 * The tags of a queue after UntagQueue; a key that it does not have is no mistake.
 * @throws AwsError in AWS's words
 */
export function removeTags(before: Tags, keys: readonly string[]): Tags {
  if (keys.length === 0) throw keyLength();
  for (const key of keys) checkTagKey(key);
  return Object.fromEntries(Object.entries(before).filter(([key]) => !keys.includes(key)));
}

function checkTagKey(key: string): void {
  if (key === "" || key.length > MAX_KEY_CHARACTERS) throw keyLength();
  if (/^aws:/i.test(key)) throw invalidParameter("Tag keys must not begin with aws:, which is reserved for AWS use.");
}

const keyLength = (): Error =>
  invalidParameter(`Tag keys must be between 1 and ${MAX_KEY_CHARACTERS} characters in length.`);
