import { findTagged } from "../../find-tagged.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UntagResource.html */
export const UntagResource: Operation<"UntagResource"> = async (
  { resourceArn, tagKeys },
  { place },
  store,
): Promise<Record<string, never>> => {
  await findTagged(resourceArn, store, place).change((tags) =>
    Object.fromEntries(Object.entries(tags).filter(([key]) => !tagKeys.includes(key))),
  );
  return {};
};
