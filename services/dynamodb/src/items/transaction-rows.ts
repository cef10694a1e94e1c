import type { Item } from "../domain/item/attribute-value.ts";
import { resourceNotFound } from "../domain/errors.ts";
import type { Table } from "../domain/table/table.ts";
import type { TableAddress } from "../domain/table/table-name.ts";
import { judge, type Judged, severalAccounts, severalOperationsOnItem } from "../domain/transaction/transaction.ts";
import type { StoredTable } from "../store/stored-table.ts";
import { type ItemRow, itemRow } from "../store/transactions.ts";

/** What every action of a transaction has. */
export type ItemAction = {
  readonly address: TableAddress;
  /** The attributes of the item's key, and perhaps others. */
  readonly key: Item;
  /** @throws AwsError `ValidationException` where the action does not fit the table */
  readonly checkTable: (table: Table) => void;
};

/** An action and the row of its item. */
export type Located<Action> = { readonly action: Action; readonly row: ItemRow };

/**
 * Finds the tables, and the rows of the items; that an action does not fit its table is a reason to cancel.
 * @throws AwsError `ResourceNotFoundException`, or `ValidationException`
 */
export async function locateItems<Action extends ItemAction>(
  actions: readonly Action[],
  find: (address: TableAddress) => Promise<StoredTable | undefined>,
): Promise<readonly Judged<Located<Action>>[]> {
  const finds = new Map<string, Promise<StoredTable | undefined>>();
  const found = actions.map(async (action) => {
    const { account } = action.address.place;
    const name = `${account} ${action.address.name}`;
    const table = finds.get(name) ?? find(action.address);
    finds.set(name, table);
    return { action, stored: await table };
  });
  const located = (await Promise.all(found)).map(({ action, stored }) => {
    if (stored === undefined) throw resourceNotFound();
    return { action, stored };
  });
  if (new Set(located.map(({ stored }) => stored.partition.name)).size > 1) throw severalAccounts();

  const judged = located.map(({ action, stored }) => judge(() => locate(action, stored)));
  const rows = rowsOf(judged);
  if (new Set(rows.map(({ name }) => name)).size < rows.length) throw severalOperationsOnItem();
  return judged;
}

function locate<Action extends ItemAction>(action: Action, stored: StoredTable): Located<Action> {
  action.checkTable(stored.table);
  return { action, row: itemRow(stored, action.key) };
}

export const rowsOf = (judged: readonly Judged<Located<unknown>>[]): readonly ItemRow[] =>
  judged.flatMap((one) => ("value" in one ? [one.value.row] : []));
