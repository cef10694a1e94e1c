import { AwsError } from "@skylab/aws";
import type { Call } from "@skylab/service";
import type { Item } from "../domain/item/attribute-value.ts";
import { type CapacityDetail, type ConsumedCapacity, consumedCapacity, readUnits } from "../domain/item/capacity.ts";
import { checkKey } from "../domain/item/check-key.ts";
import { validationError } from "../domain/errors.ts";
import { sizeOf } from "../domain/item/item-size.ts";
import {
  isRead,
  prepareSelect,
  prepareWrite,
  readNode,
  readParameters,
  sourceAddress,
} from "../domain/partiql/index.ts";
import type { DynamoOperations, Operation, Output } from "../operation.ts";
import { getItem } from "../items/get-item.ts";
import { readyWrite, runWrite } from "../statements/run-write.ts";
import { selectedKey } from "../statements/single-select.ts";
import { findTableFor } from "../store/find-table.ts";
import type { DynamoStore } from "../store/store.ts";

type Request = DynamoOperations["BatchExecuteStatement"]["input"]["Statements"][number];
type Answer = Output<"BatchExecuteStatement">;
type Response = NonNullable<Answer["Responses"]>[number];

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchExecuteStatement.html */
export const BatchExecuteStatement: Operation<"BatchExecuteStatement"> = async (
  input,
  call,
  store,
): Promise<Answer> => {
  const { ReturnConsumedCapacity: detail = "NONE", Statements: requests } = input;
  const kinds = new Set(requests.map(isRead));
  if (kinds.has(true) && kinds.has(false)) throw readsAndWrites();
  const members = await Promise.all(requests.map((request) => member(request, { call, store, detail })));
  return {
    Responses: members.map(({ response }) => response),
    ConsumedCapacity: detail === "NONE" ? undefined : members.flatMap(({ consumed }) => consumed ?? []),
  };
};

const readsAndWrites = (): AwsError =>
  validationError("BatchExecuteStatement API does not support both read and write operations in the same request.");

type Surroundings = { readonly call: Call; readonly store: DynamoStore; readonly detail: CapacityDetail };

/** What a statement of the batch answers. */
type Member = { readonly response: Response; readonly consumed: ConsumedCapacity | undefined };

/** A statement and its table, which can be run. */
type Ready = { readonly tableName: string; readonly run: () => Promise<Ran> };
type Ran = { readonly item: Item | undefined; readonly consumed: ConsumedCapacity | undefined };

/** Each statement for itself: one that fails tells why, and, if it came so far, of which table. */
async function member(request: Request, surroundings: Surroundings): Promise<Member> {
  let TableName: string | undefined;
  try {
    const { tableName, run } = await ready(request, surroundings);
    TableName = tableName;
    const { item: Item, consumed } = await run();
    return { response: { TableName, Item }, consumed };
  } catch (error) {
    return { response: { TableName, Error: statementError(error) }, consumed: undefined };
  }
}

async function ready(request: Request, { call, store, detail }: Surroundings): Promise<Ready> {
  const parameters = readParameters(request);
  const node = readNode(request, parameters);
  if (node.type === "exists") throw validationError("EXISTS can only be used in ExecuteTransaction write requests.");
  const { from } = node;
  if (node.type !== "select") {
    const prepared = prepareWrite(node, { parameters, tellsOldItem: false });
    const write = await readyWrite({ from, prepared }, call, store);
    const run = async (): Promise<Ran> => {
      const { item, capacity } = await runWrite(store, write, call.clock.now());
      return { item, consumed: capacity(detail) };
    };
    return { tableName: from.table, run };
  }
  const prepared = prepareSelect(node, parameters);
  const { stored, made: key } = await findTableFor(store, sourceAddress(from, call.place), (table) => {
    const selected = selectedKey(prepared, table, "BatchExecuteStatement");
    checkKey(selected, table.key);
    return selected;
  });
  const run = async (): Promise<Ran> => {
    const isConsistent = request.ConsistentRead ?? false;
    const item = await getItem(store, { stored, key, isConsistent, now: call.clock.now() });
    const units = readUnits(sizeOf(item), isConsistent);
    const capacity = { table: units, indexes: {} };
    const consumed = consumedCapacity(stored.table, { detail, tableName: from.table }, () => capacity);
    return { item: item && prepared.projection ? prepared.projection.project(item) : item, consumed };
  };
  return { tableName: from.table, run };
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchStatementError.html */
const CODES = {
  AccessDeniedException: "AccessDenied",
  ConditionalCheckFailedException: "ConditionalCheckFailed",
  DuplicateItemException: "DuplicateItem",
  ItemCollectionSizeLimitExceededException: "ItemCollectionSizeLimitExceeded",
  ProvisionedThroughputExceededException: "ProvisionedThroughputExceeded",
  RequestLimitExceeded: "RequestLimitExceeded",
  ResourceNotFoundException: "ResourceNotFound",
  ThrottlingException: "ThrottlingError",
  TransactionConflictException: "TransactionConflict",
  ValidationException: "ValidationError",
} as const;

function statementError(error: unknown): NonNullable<Response["Error"]> {
  if (!(error instanceof AwsError) || !isKnown(error.code)) throw error;
  return { Code: CODES[error.code], Message: error.message };
}

const isKnown = (code: string): code is keyof typeof CODES => Object.hasOwn(CODES, code);
