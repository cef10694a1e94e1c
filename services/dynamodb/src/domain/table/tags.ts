import { validationError } from "../errors.ts";
import type { RawTag } from "./table-input.ts";

export type Tags = Readonly<Record<string, string>>;

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Tagging.html */
const MAX_TAGS = 50;
const RESERVED = "aws:";
const WORD = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/**
 * The tags with those that a request sets.
 * @throws AwsError `ValidationException` in AWS's words
 */
export function addTags(tags: Tags, added: readonly RawTag[]): Tags {
  const seen = new Set<string>();
  for (const tag of added) {
    checkTag(tag);
    if (seen.has(tag.Key)) {
      throw validationError(`Duplicate Tag Keys provided as input: Duplicate Tag Key found ${tag.Key}`);
    }
    seen.add(tag.Key);
  }
  const all = { ...tags, ...tagsOf(added) };
  if (Object.keys(all).length > MAX_TAGS) {
    throw validationError("Number of Tags exceed the current limit for the provided ResourceArn");
  }
  return all;
}

function checkTag({ Key: key, Value: value }: RawTag): void {
  if (key.toLowerCase().startsWith(RESERVED)) {
    throw validationError(`Tag Key cannot be prefixed with aws:, Key: ${key}`);
  }
  if (key === "" || !WORD.test(key)) throw validationError(`The Tag Key provided is invalid, Key: ${key}`);
  if (!WORD.test(value)) throw validationError(`The Tag Value provided is invalid, Value: ${value}`);
}

/** The tags without some; it does not matter if they are not there. */
export const removeTags = (tags: Tags, keys: readonly string[]): Tags =>
  Object.fromEntries(Object.entries(tags).filter(([key]) => !keys.includes(key)));

/** Tags of a request, unchecked: as conditions ask for them. */
export const tagsOf = (tags: readonly RawTag[] = []): Tags =>
  Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
