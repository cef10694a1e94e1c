import { validationError } from "../domain/errors.ts";
import { readResourceArn } from "../domain/table/resource-arn.ts";
import { resourceArnNotFound } from "../domain/table/table-errors.ts";
import { addTags } from "../domain/table/tags.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TagResource.html */
export const TagResource: Operation<"TagResource"> = async (input, call, { tables }): Promise<object> => {
  const { name, place } = readResourceArn(input.ResourceArn, call.place);
  if (input.Tags.length === 0) throw validationError("Atleast one Tag needs to be provided as Input.");
  const table = await tables.change(place, name, (before) => ({ ...before, tags: addTags(before.tags, input.Tags) }));
  if (table === undefined) throw resourceArnNotFound(input.ResourceArn);
  return {};
};
