import { badRequest } from "./errors.ts";

export type Tags = Readonly<Record<string, string>>;

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-tagging-supported-resources.html */
const MAX_TAGS = 50;
const MAX_KEY_LENGTH = 128;
const MAX_VALUE_LENGTH = 256;

/**
 * All tags that something has, or is to have. In words that nobody recorded from AWS.
 * @throws AwsError BadRequestException
 */
export function checkTags(tags: Tags = {}): void {
  const entries = Object.entries(tags);
  if (entries.length > MAX_TAGS) throw badRequest(`Tag count exceeds the maximum of ${MAX_TAGS}`);
  for (const [key, value] of entries) {
    if (key === "" || key.length > MAX_KEY_LENGTH) {
      throw badRequest(`Invalid tag key. A key has 1 to ${MAX_KEY_LENGTH} characters`);
    }
    if (key.toLowerCase().startsWith("aws:")) throw badRequest("Invalid tag key. A key cannot begin with aws:");
    if (value.length > MAX_VALUE_LENGTH) {
      throw badRequest(`Invalid tag value. A value has at most ${MAX_VALUE_LENGTH} characters`);
    }
  }
}
