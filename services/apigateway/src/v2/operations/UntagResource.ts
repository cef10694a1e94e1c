import { findTagged } from "../../find-tagged.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/tags-resource-arn.html */
export const UntagResource: Operation<"UntagResource"> = async (input, { place }, store): Promise<object> => {
  const { ResourceArn, TagKeys } = input;
  await findTagged(ResourceArn, store, place).change((current) =>
    Object.fromEntries(Object.entries(current).filter(([key]) => !TagKeys.includes(key))),
  );
  return {};
};
