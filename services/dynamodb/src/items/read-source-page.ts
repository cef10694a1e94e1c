import type { AttributeValue } from "../domain/item/attribute-value.ts";
import type { ReadSource } from "../domain/read/read-source.ts";
import { leastReadCharge, readCharges } from "../domain/throttling/charges.ts";
import type { Page } from "../store/pages.ts";
import type { DynamoStore } from "../store/store.ts";
import type { StoredTable } from "../store/stored-table.ts";
import { meteredRead } from "./metered-read.ts";
import { pageCapacity } from "./page-answer.ts";

/** A read of a page of a table or an index, and who pays for it. */
export type PageRead = {
  readonly stored: StoredTable;
  readonly source: ReadSource;
  /** The hash key that all of it has, if it is of one. */
  readonly hash: readonly AttributeValue[] | undefined;
  readonly isConsistent: boolean;
  readonly now: number;
  readonly read: () => Promise<Page>;
};

/**
 * Reads a page.
 * @throws AwsError of throttling, where quotas hold
 */
export function readSourcePage({ budgets }: DynamoStore, request: PageRead): Promise<Page> {
  const { hash, isConsistent, now, read, source, stored } = request;
  if (budgets === undefined) return read();
  const cost = (page: Page) => readCharges(source, hash, pageCapacity(source, page, isConsistent));
  return meteredRead(budgets, { stored, now, least: leastReadCharge(source, hash), read, cost });
}
