import { checkItemSize } from "../domain/item/item-size.ts";
import { compilePut } from "../domain/item/item-write.ts";
import { inEnvelope } from "../domain/item/request-envelope.ts";
import { readTableName } from "../domain/table/table-name.ts";
import type { Operation, Output } from "../operation.ts";
import { putItem, writeItem } from "../items/write-item.ts";
import { asksOfOldItem, writtenAnswer } from "../items/written-answer.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html */
export const PutItem: Operation<"PutItem"> = async (input, call, store): Promise<Output<"PutItem">> => {
  const address = readTableName(input.TableName, call.place);
  const write = inEnvelope(() => compilePut(input));
  checkItemSize(write.key);
  const request = { address, write, now: call.clock.now() };
  if (!asksOfOldItem(input)) {
    await putItem(store, request);
    return {};
  }
  const written = await writeItem(store, request);
  const Attributes = input.ReturnValues === "ALL_OLD" ? written.before : undefined;
  return { Attributes, ...writtenAnswer(input, write.key, written) };
};
