import type { ListTagsOfResourceOutput } from "@aws-sdk/client-dynamodb";
import { readResourceArn } from "../domain/table/resource-arn.ts";
import { resourceArnNotFound } from "../domain/table/table-errors.ts";
import type { Operation } from "../operation.ts";

/** A table has fifty tags at most: all are one page. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListTagsOfResource.html */
export const ListTagsOfResource: Operation<"ListTagsOfResource"> = async (
  input,
  call,
  { tables },
): Promise<ListTagsOfResourceOutput> => {
  const { name, place } = readResourceArn(input.ResourceArn, call.place);
  const stored = await tables.read(place, name);
  if (stored === undefined) throw resourceArnNotFound(input.ResourceArn);
  return { Tags: Object.entries(stored.table.tags).map(([Key, Value]) => ({ Key, Value })) };
};
