import type * as sdk from "@aws-sdk/client-s3";
import { AwsError } from "@skylab/aws";

/** What is tagged: AWS words the refusals of each in another way. */
export type Tagged = "bucket" | "newBucket" | "object";

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html, CostAllocTagging.html */
const MOST: Readonly<Record<Tagged, number>> = { bucket: 50, newBucket: 50, object: 10 };

const MAX_KEY_LENGTH = 128;

const MAX_VALUE_LENGTH = 256;

/** Letters, digits and spaces of all scripts, and some signs. */
const ALLOWED = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

const RESERVED = "aws:";

/** @throws AwsError InvalidTag, or BadRequest where there are too many. */
export function checkTags(tags: readonly Partial<sdk.Tag>[], of: Tagged): void {
  const keys = new Set<string>();
  for (const { Key: key = "", Value: value = "" } of tags) {
    if (keys.has(key)) throw invalidTag("Cannot provide multiple Tags with the same key", { TagKey: key });
    if (key.startsWith(RESERVED)) throw reservedTag(key, of);
    if (key === "" || key.length > MAX_KEY_LENGTH || !ALLOWED.test(key)) {
      throw invalidTag("The TagKey you have provided is invalid", { TagKey: key });
    }
    if (value.length > MAX_VALUE_LENGTH || !ALLOWED.test(value)) {
      throw invalidTag("The TagValue you have provided is invalid", { TagKey: key, TagValue: value });
    }
    keys.add(key);
  }
  if (tags.length > MOST[of]) throw tooManyTags(of);
}

const invalidTag = (message: string, members: Readonly<Record<string, string>>): AwsError =>
  new AwsError("InvalidTag", message, { members });

function reservedTag(key: string, of: Tagged): AwsError {
  if (of === "bucket") return invalidTag("System tags cannot be added/updated by requester", { TagKey: key });
  if (of === "object") return invalidTag("Your TagKey cannot be prefixed with aws:", { TagKey: key });
  return invalidTag(
    'User-defined tag keys can\'t start with "aws:". This prefix is reserved for system tags. Remove "aws:" from your tag keys and try again.',
    {},
  );
}

const tooManyTags = (of: Tagged): AwsError =>
  new AwsError(
    "BadRequest",
    of === "object"
      ? `Object tags cannot be greater than ${MOST.object}`
      : `Bucket tag count cannot be greater than ${MOST.bucket}`,
  );
