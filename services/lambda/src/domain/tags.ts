import { invalidParameterValue } from "./errors.ts";

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-tags.html */
const MAX_TAGS = 50;

/** @throws AwsError InvalidParameterValueException where there are too many of them, or keys that are AWS's own */
export function checkTags(tags: Readonly<Record<string, string>>): void {
  if (Object.keys(tags).length > MAX_TAGS) throw invalidParameterValue("Number of tags exceeds resource tag limit.");
  const reserved = Object.keys(tags).find((key) => /^aws:/i.test(key));
  if (reserved === undefined) return;
  // In words that nobody recorded from AWS.
  throw invalidParameterValue("Tag keys that begin with 'aws:' are reserved for AWS's own use.");
}
