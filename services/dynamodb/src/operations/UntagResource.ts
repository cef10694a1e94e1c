import { validationError } from "../domain/errors.ts";
import { readResourceArn } from "../domain/table/resource-arn.ts";
import { resourceArnNotFound } from "../domain/table/table-errors.ts";
import { removeTags } from "../domain/table/tags.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UntagResource.html */
export const UntagResource: Operation<"UntagResource"> = async (input, call, { tables }): Promise<object> => {
  const { name, place } = readResourceArn(input.ResourceArn, call.place);
  const { TagKeys: keys } = input;
  if (keys.length === 0) throw validationError("Atleast one Tag Key needs to be provided as Input.");
  const table = await tables.change(place, name, (before) => ({ ...before, tags: removeTags(before.tags, keys) }));
  if (table === undefined) throw resourceArnNotFound(input.ResourceArn);
  return {};
};
