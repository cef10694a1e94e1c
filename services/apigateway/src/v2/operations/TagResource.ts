import { checkTags } from "../../domain/tags.ts";
import { findTagged } from "../../find-tagged.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/tags-resource-arn.html */
export const TagResource: Operation<"TagResource"> = async (
  { ResourceArn, Tags },
  { place },
  store,
): Promise<object> => {
  await findTagged(ResourceArn, store, place).change((current) => {
    const changed = { ...current, ...Tags };
    checkTags(changed);
    return changed;
  });
  return {};
};
