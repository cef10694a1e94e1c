import { AwsError } from "@skylab/aws";
import type { Item } from "../domain/item/attribute-value.ts";
import { readUnits } from "../domain/item/capacity.ts";
import { sizeOf } from "../domain/item/item-size.ts";
import type { Table } from "../domain/table/table.ts";
import { itemCharge, leastCharge } from "../domain/throttling/charges.ts";
import { judge, MAX_TRANSACTION_BYTES, transactionTooLarge, valuesOf } from "../domain/transaction/transaction.ts";
import type { Budgets } from "../store/budgets.ts";
import type { DynamoStore } from "../store/store.ts";
import { type Bill, openBill, refuse } from "./bill.ts";
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
  now: number,
): Promise<readonly ItemRead<Action>[]> {
  const located = valuesOf<Located<Action>>(
    await locateItems(actions, ({ place, name }) => store.tables.find(place, name)),
  );
  if (located instanceof AwsError) throw located;
  const bill = store.budgets && (await askForReads(store.budgets, located, now));
  const items = await store.transactions.read(located.map(({ row }) => row));
  if (bill !== undefined) await chargeReads(bill, located, items);
  if (items.reduce((sum, item) => sum + sizeOf(item), 0) > MAX_TRANSACTION_BYTES) throw transactionTooLarge();
  return located.map(({ action, row }, index) => ({ action, item: items[index], table: row.stored.table }));
}

/** @throws AwsError `TransactionCanceledException` where nothing is left of a throughput */
async function askForReads(budgets: Budgets, located: readonly Located<ItemAction>[], now: number): Promise<Bill> {
  const tables = [...new Set(located.map(({ row }) => row.stored))];
  const bill = await openBill(budgets, tables, { direction: "read", now, times: 2 });
  const asked = located.map(({ action: { key }, row: { stored } }) =>
    judge(() => refuse(bill.ask(stored, [leastCharge(stored.table, key)]))),
  );
  const answer = valuesOf(asked);
  if (answer instanceof AwsError) throw answer;
  return bill;
}

async function chargeReads(
  bill: Bill,
  located: readonly Located<ItemAction>[],
  items: readonly (Item | undefined)[],
): Promise<void> {
  bill.giveBack();
  for (const [index, { action, row }] of located.entries()) {
    const { table } = row.stored;
    bill.take(row.stored, [itemCharge(table, action.key, readUnits(sizeOf(items[index]), true))]);
  }
  await bill.settle();
}
