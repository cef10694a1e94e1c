import { invalidArgument } from "../errors.ts";
import { checkTags } from "../tags/check-tags.ts";

/** The tags of the header x-amz-tagging, `a=1&b=2`. @throws AwsError InvalidArgument, InvalidTag, BadRequest */
export function readTaggingHeader(header: string | undefined): Readonly<Record<string, string>> | undefined {
  if (header === undefined || header === "") return undefined;
  const tags = new Map<string, string>();
  for (const pair of header.split("&")) {
    const [key = "", value = "", ...more] = pair.split("=").map(decode);
    if (more.length > 0 || tags.has(key)) throw malformed(header);
    tags.set(key, value);
  }
  const list = Array.from(tags, ([Key, Value]) => ({ Key, Value }));
  checkTags(list, "object");
  return Object.fromEntries(tags);

  function decode(text: string): string {
    try {
      return decodeURIComponent(text.replaceAll("+", " "));
    } catch {
      throw malformed(header ?? "");
    }
  }
}

const malformed = (header: string): Error =>
  invalidArgument(
    "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.",
    "x-amz-tagging",
    header,
  );
