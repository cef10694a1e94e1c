import type { SelectPlan } from "../domain/partiql/index.ts";
import { leastReadCharge, readCharges } from "../domain/throttling/charges.ts";
import { meteredRead } from "../items/metered-read.ts";
import type { DynamoStore } from "../store/store.ts";
import type { StoredTable } from "../store/stored-table.ts";
import { type SelectedItems, selectItems, type SelectRequest } from "./select-items.ts";

/** A SELECT of a page. */
export type SelectRead = {
  readonly stored: StoredTable;
  readonly plan: SelectPlan;
  readonly request: SelectRequest;
  readonly now: number;
};

/**
 * Reads a page of a SELECT.
 * @throws AwsError of throttling, where quotas hold, or as `selectItems`
 */
export function readSelect(
  { budgets }: DynamoStore,
  { now, plan, request, stored }: SelectRead,
): Promise<SelectedItems> {
  const read = (): Promise<SelectedItems> => selectItems(stored, plan, request);
  if (budgets === undefined) return read();
  const { branches: [only, ...others] = [], source } = plan;
  const hash = only !== undefined && others.length === 0 ? [only.hash] : undefined;
  const cost = ({ capacity }: SelectedItems) => readCharges(source, hash, capacity);
  return meteredRead(budgets, { stored, now, least: leastReadCharge(source, hash), read, cost });
}
