import { findTagged } from "../find-tagged.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/lambda/latest/api/API_UntagResource.html */
export const UntagResource: Operation<"UntagResource"> = async (
  { Resource: arn, TagKeys },
  { place },
  store,
): Promise<Record<string, never>> => {
  const tagged = findTagged(arn, place, store);
  const gone = new Set(TagKeys);
  const isThere = await tagged.change((current) =>
    Object.fromEntries(Object.entries(current).filter(([key]) => !gone.has(key))),
  );
  if (!isThere) throw tagged.notFound();
  return {};
};
