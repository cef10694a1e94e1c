import { checkTags } from "../../domain/tags.ts";
import { findTagged } from "../../find-tagged.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_TagResource.html */
export const TagResource: Operation<"TagResource"> = async (
  { resourceArn, tags },
  { place },
  store,
): Promise<Record<string, never>> => {
  const tagged = findTagged(resourceArn, store, place);
  await tagged.change((current) => {
    const changed = { ...current, ...tags };
    checkTags(changed);
    return changed;
  });
  return {};
};
