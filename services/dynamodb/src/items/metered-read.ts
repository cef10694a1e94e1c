import type { Charge } from "../domain/throttling/charges.ts";
import type { Budgets } from "../store/budgets.ts";
import type { StoredTable } from "../store/stored-table.ts";
import { openBill, refuse } from "./bill.ts";

/** A read, and what it takes of a table's throughput. */
export type MeteredRead<Found> = {
  readonly stored: StoredTable;
  readonly now: number;
  /** What is asked for first: how much it is will be known only then. */
  readonly least: Charge;
  readonly read: () => Promise<Found>;
  readonly cost: (found: Found) => readonly Charge[];
};

/**
 * Reads at the cost of a throughput.
 * @throws AwsError of throttling, where nothing is left of it
 */
export async function meteredRead<Found>(
  budgets: Budgets,
  { cost, least, now, read, stored }: MeteredRead<Found>,
): Promise<Found> {
  const bill = await openBill(budgets, [stored], { direction: "read", now });
  refuse(bill.ask(stored, [least]));
  const found = await read();
  bill.giveBack();
  bill.take(stored, cost(found));
  await bill.settle();
  return found;
}
