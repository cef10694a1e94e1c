import type { AwsError } from "@skylab/aws";
import type { Item } from "../domain/item/attribute-value.ts";
import { readUnits } from "../domain/item/capacity.ts";
import { sizeOf } from "../domain/item/item-size.ts";
import { itemCharge } from "../domain/throttling/charges.ts";
import { readBatch, type ReadItems, type TableReads } from "../store/batch-reads.ts";
import type { Budgets } from "../store/budgets.ts";
import type { DynamoStore } from "../store/store.ts";
import { type Bill, openBills, refuse, settleAll } from "./bill.ts";

/** The keys of items of one table, and how they are read. */
type KeysRead = TableReads & { readonly isConsistent: boolean };

/** What became of the keys of one table. */
type ReadTable<Reads> = Reads & {
  /** Of the keys that were read, in their order. */
  readonly read: ReadItems;
  /** The positions of the others. */
  readonly unread: ReadonlySet<number>;
};

/**
 * Reads items of several tables, as far as they make an answer, and where quotas hold as far as their throughput goes.
 * @throws AwsError of throttling where none was read
 */
export async function readKeys<Reads extends KeysRead>(
  { budgets }: DynamoStore,
  tables: readonly Reads[],
  now: number,
): Promise<readonly ReadTable<Reads>[]> {
  const answers = await readBatch(tables);
  if (budgets === undefined) return answers.map((answer) => ({ ...answer, unread: unreadOf(answer) }));
  return payForKeys(budgets, answers, now);
}

type Answer<Reads> = Reads & { readonly read: ReadItems };

const unreadOf = ({ keys, read }: Answer<TableReads>): Set<number> =>
  new Set(keys.flatMap((_, index) => (index < read.length ? [] : [index])));

async function payForKeys<Reads extends KeysRead>(
  budgets: Budgets,
  answers: readonly Answer<Reads>[],
  now: number,
): Promise<readonly ReadTable<Reads>[]> {
  const parts = answers.reduce((sum, { read }) => sum + read.length, 0);
  const tables = answers.map(({ stored }) => stored);
  const bills = await openBills(budgets, tables, { direction: "read", now, parts });
  const refusals: AwsError[] = [];
  const rest = bills.values();
  const paid = answers.map((answer) => {
    const unread = unreadOf(answer);
    const read = answer.read.filter((item, index) => {
      const refusal = payForKey(answer, { item, key: answer.keys[index] }, rest.next().value);
      if (refusal === undefined) return true;
      refusals.push(refusal);
      unread.add(index);
      return false;
    });
    return { ...answer, read, unread };
  });
  if (refusals.length === parts) refuse(refusals[0]);
  await settleAll(bills);
  return paid;
}

const payForKey = (
  { isConsistent, stored }: KeysRead,
  { item, key }: { readonly item: Item | undefined; readonly key: Item | undefined },
  bill: Bill | undefined,
): AwsError | undefined =>
  key && bill?.ask(stored, [itemCharge(stored.table, key, readUnits(sizeOf(item), isConsistent))]);
