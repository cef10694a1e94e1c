import type { Item } from "../domain/item/attribute-value.ts";
import { compileItemUpdate, type ItemUpdate } from "../domain/item/item-update.ts";
import { inEnvelope } from "../domain/item/request-envelope.ts";
import { readTableName } from "../domain/table/table-name.ts";
import { limitedUpdate } from "../domain/item/update-limit.ts";
import type { Operation, Output } from "../operation.ts";
import { writeItem, type Written } from "../items/write-item.ts";
import { writtenAnswer } from "../items/written-answer.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html */
export const UpdateItem: Operation<"UpdateItem"> = async (input, call, store): Promise<Output<"UpdateItem">> => {
  const address = readTableName(input.TableName, call.place);
  const write = limitedUpdate(inEnvelope(() => compileItemUpdate(input)));
  const written = await writeItem(store, { address, write, now: call.clock.now() });
  const Attributes = attributesOf(written, write, input.ReturnValues);
  return { Attributes, ...writtenAnswer(input, write.key, written) };
};

function attributesOf({ before, after }: Written, { update }: ItemUpdate, values = "NONE"): Item | undefined {
  switch (values) {
    case "ALL_OLD":
      return before;
    case "ALL_NEW":
      return after;
    case "UPDATED_OLD":
      return update.updated(before);
    case "UPDATED_NEW":
      return update.updated(after);
    default:
      return undefined;
  }
}
