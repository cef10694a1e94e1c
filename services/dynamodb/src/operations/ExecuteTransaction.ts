import type { Call } from "@skylab/service";
import { writeCapacity } from "../domain/item/capacity.ts";
import { validationError } from "../domain/errors.ts";
import { requestFingerprint } from "../domain/transaction/request-fingerprint.ts";
import { readCost, transactionCapacity } from "../domain/transaction/transaction-capacity.ts";
import type { DynamoOperations, Operation, Output } from "../operation.ts";
import { readTransaction } from "../items/read-transaction.ts";
import {
  prepareStatements,
  readyReads,
  readyWrites,
  type StatementWrite,
} from "../statements/statement-transaction.ts";
import type { DynamoStore } from "../store/store.ts";
import { writeTransaction } from "../items/write-transaction.ts";

type Input = DynamoOperations["ExecuteTransaction"]["input"];
type Answer = Output<"ExecuteTransaction">;

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ExecuteTransaction.html */
export const ExecuteTransaction: Operation<"ExecuteTransaction"> = async (input, call, store): Promise<Answer> => {
  const { reads, writes } = prepareStatements(input.TransactStatements, call.place);
  if (reads.length > 0 && writes.length > 0) {
    throw validationError(
      "ExecuteTransaction API does not support both read and write operations in the same request.",
    );
  }
  if (reads.length === 0) return write(input, { actions: await readyWrites(writes, store), call }, store);

  const read = await readTransaction(store, await readyReads(reads, store), call.clock.now());
  const { ReturnConsumedCapacity: detail } = input;
  return {
    Responses: read.map(({ action: { projection }, item }) => {
      if (item === undefined) return {};
      return { Item: projection === undefined ? item : projection.project(item) };
    }),
    ConsumedCapacity: transactionCapacity({ detail, kind: "ReadCapacityUnits" }, () =>
      read.map(({ action, item, table }) => readCost(action.tableName, table, item)),
    ),
  };
};

type Writes = { readonly actions: readonly StatementWrite[]; readonly call: Pick<Call, "clock"> };

async function write(input: Input, { actions, call }: Writes, store: DynamoStore): Promise<Answer> {
  const { ReturnConsumedCapacity: detail = "NONE" } = input;
  const now = call.clock.now();
  const changes = await writeTransaction(store, { actions, token: tokenOf(input), now });
  if (changes === "repeated") return repeated(input, { actions, now }, store);
  return {
    Responses: [],
    ConsumedCapacity: transactionCapacity({ detail, kind: "WriteCapacityUnits" }, () =>
      changes.map(({ action: { tableName }, written: { table, ...change } }) => ({
        tableName,
        table,
        capacity: writeCapacity(table, change),
      })),
    ),
  };
}

function tokenOf({ ClientRequestToken: token, TransactStatements: statements }: Input) {
  return token === undefined
    ? undefined
    : { operation: "ExecuteTransaction", token, fingerprint: requestFingerprint(statements) };
}

/** AWS answers a repeated request as if it had read the items. */
async function repeated(
  { ReturnConsumedCapacity: detail = "NONE" }: Input,
  { actions, now }: { readonly actions: readonly StatementWrite[]; readonly now: number },
  store: DynamoStore,
): Promise<Answer> {
  if (detail === "NONE") return { Responses: [] };
  const read = await readTransaction(store, actions, now);
  const costs = read.map(({ action, item, table }) => readCost(action.tableName, table, item));
  return { Responses: [], ConsumedCapacity: transactionCapacity({ detail, kind: "ReadCapacityUnits" }, () => costs) };
}
