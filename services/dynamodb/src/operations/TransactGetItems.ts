import { readGets } from "../domain/transaction/transact-get.ts";
import { readCost, transactionCapacity } from "../domain/transaction/transaction-capacity.ts";
import type { Operation, Output } from "../operation.ts";
import { readTransaction } from "../items/read-transaction.ts";

type Answer = Output<"TransactGetItems">;

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactGetItems.html */
export const TransactGetItems: Operation<"TransactGetItems"> = async (input, call, store): Promise<Answer> => {
  const reads = await readTransaction(store, readGets(input.TransactItems, call.place), call.clock.now());
  const { ReturnConsumedCapacity: detail } = input;
  return {
    Responses: reads.map(({ action: { projection }, item }) => {
      if (item === undefined) return {};
      return { Item: projection === undefined ? item : projection.project(item) };
    }),
    ConsumedCapacity: transactionCapacity({ detail, kind: "ReadCapacityUnits" }, () =>
      reads.map(({ action, item, table }) => readCost(action.tableName, table, item)),
    ),
  };
};
