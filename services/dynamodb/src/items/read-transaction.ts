import { AwsError } from "@skylab/aws";
import type { Item } from "../domain/attribute-value.ts";
import { sizeOf } from "../domain/item-size.ts";
import type { Table } from "../domain/table.ts";
import { MAX_TRANSACTION_BYTES, transactionTooLarge, valuesOf } from "../domain/transaction.ts";
import type { DynamoStore } from "../store/store.ts";
import { type ItemAction, type Located, locateItems } from "./transaction-rows.ts";

/** What a transaction read for an action. */
export type ItemRead<Action> = { readonly action: Action; readonly item: Item | undefined; readonly table: Table };

/**
 * Reads items of one or more tables as they were at one moment.
 * @throws AwsError `ResourceNotFoundException`, `TransactionCanceledException`, or `ValidationException`
 */
export async function readTransaction<Action extends ItemAction>(
  store: DynamoStore,
  actions: readonly Action[],
): Promise<readonly ItemRead<Action>[]> {
  const located = valuesOf<Located<Action>>(
    await locateItems(actions, ({ place, name }) => store.tables.find(place, name)),
  );
  if (located instanceof AwsError) throw located;
  const items = await store.transactions.read(located.map(({ row }) => row));
  if (items.reduce((sum, item) => sum + sizeOf(item), 0) > MAX_TRANSACTION_BYTES) throw transactionTooLarge();
  return located.map(({ action, row }, index) => ({ action, item: items[index], table: row.stored.table }));
}
