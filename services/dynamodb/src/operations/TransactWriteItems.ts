import { writeCapacity } from "../domain/item/capacity.ts";
import { type ItemCollectionMetrics, itemCollectionMetrics } from "../domain/item/item-collection.ts";
import { requestFingerprint } from "../domain/transaction/request-fingerprint.ts";
import { readActions, type TransactAction } from "../domain/transaction/transact-action.ts";
import { readCost, transactionCapacity } from "../domain/transaction/transaction-capacity.ts";
import type { DynamoOperations, Operation, Output } from "../operation.ts";
import { readTransaction } from "../items/read-transaction.ts";
import type { DynamoStore } from "../store/store.ts";
import { type ActionChange, writeTransaction } from "../items/write-transaction.ts";

type Input = DynamoOperations["TransactWriteItems"]["input"];
type Answer = Output<"TransactWriteItems">;

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html */
export const TransactWriteItems: Operation<"TransactWriteItems"> = async (input, call, store): Promise<Answer> => {
  const actions = readActions(input.TransactItems, call.place);
  const now = call.clock.now();
  const changes = await writeTransaction(store, { actions, token: tokenOf(input), now });
  return changes === "repeated" ? repeatedAnswer(input, { actions, now }, store) : writtenAnswer(input, changes);
};

function tokenOf({ ClientRequestToken: token, TransactItems: items }: Input) {
  return token === undefined
    ? undefined
    : { operation: "TransactWriteItems", token, fingerprint: requestFingerprint(items) };
}

/** AWS answers a repeated request as if it had read the items. */
async function repeatedAnswer(
  { ReturnConsumedCapacity: detail = "NONE" }: Input,
  { actions, now }: { readonly actions: readonly TransactAction[]; readonly now: number },
  store: DynamoStore,
): Promise<Answer> {
  if (detail === "NONE") return {};
  const read = await readTransaction(store, actions, now);
  const costs = read.map(({ action, item, table }) => readCost(action.tableName, table, item));
  return { ConsumedCapacity: transactionCapacity({ detail, kind: "ReadCapacityUnits" }, () => costs) };
}

const writtenAnswer = (
  { ReturnConsumedCapacity: detail, ReturnItemCollectionMetrics: wanted }: Input,
  changes: readonly ActionChange<TransactAction>[],
): Answer => ({
  ConsumedCapacity: transactionCapacity({ detail, kind: "WriteCapacityUnits" }, () =>
    changes.map(({ action: { tableName }, written: { table, ...change } }) => ({
      tableName,
      table,
      capacity: writeCapacity(table, change),
    })),
  ),
  ItemCollectionMetrics: wanted === "SIZE" ? metricsOf(changes) : undefined,
});

/** By table, of those that have collections; a condition that stands alone changes none. */
function metricsOf(
  changes: readonly ActionChange<TransactAction>[],
): Readonly<Record<string, readonly ItemCollectionMetrics[]>> {
  const byTable: Record<string, ItemCollectionMetrics[]> = {};
  for (const { action, written } of changes) {
    const metrics = action.isCheck ? undefined : itemCollectionMetrics(written.table, action.key, "SIZE");
    if (metrics !== undefined) (byTable[action.tableName] ??= []).push(metrics);
  }
  return byTable;
}
