import { AwsError } from "@skylab/aws";
import type { Item } from "../domain/item/attribute-value.ts";
import { applyWrite, type ItemWrite } from "../domain/item/item-write.ts";
import { leastCharge, writeCharges } from "../domain/throttling/charges.ts";
import type { StoredTable } from "../store/stored-table.ts";
import { type Bill, refuse } from "./bill.ts";

/** An item, and where it is. */
type ItemBefore = { readonly stored: StoredTable; readonly before: Item | undefined };

/**
 * What a write makes of an item, where quotas hold at the cost of the throughput: AWS throttles before it looks at the
 * condition, and counts a write also where that does not hold.
 * @throws AwsError of throttling, or as `applyWrite`
 */
export function meteredWrite(
  bill: Bill | undefined,
  write: ItemWrite,
  { before, stored }: ItemBefore,
): Item | undefined {
  const { table } = stored;
  if (bill === undefined) return applyWrite(write, before, table);
  refuse(bill.ask(stored, [{ ...leastCharge(table, write.key), units: 0 }]));
  let after = before;
  try {
    after = applyWrite(write, before, table);
  } catch (error) {
    const isCounted = error instanceof AwsError && error.code === "ConditionalCheckFailedException";
    if (isCounted) bill.take(stored, writeCharges(table, write.key, { before, after: before }));
    throw error;
  }
  refuse(bill.ask(stored, writeCharges(table, write.key, { before, after })));
  return after;
}
