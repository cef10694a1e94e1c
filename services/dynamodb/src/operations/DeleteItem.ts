import { compileDelete } from "../domain/item/item-write.ts";
import { inEnvelope } from "../domain/item/request-envelope.ts";
import { readTableName } from "../domain/table/table-name.ts";
import type { Operation, Output } from "../operation.ts";
import { writeItem } from "../items/write-item.ts";
import { writtenAnswer } from "../items/written-answer.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteItem.html */
export const DeleteItem: Operation<"DeleteItem"> = async (input, call, store): Promise<Output<"DeleteItem">> => {
  const address = readTableName(input.TableName, call.place);
  const write = inEnvelope(() => compileDelete(input));
  const written = await writeItem(store, { address, write, now: call.clock.now() });
  const Attributes = input.ReturnValues === "ALL_OLD" ? written.before : undefined;
  return { Attributes, ...writtenAnswer(input, write.key, written) };
};
