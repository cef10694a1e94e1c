import type { Call } from "@skylab/service";
import { consumedCapacity } from "../domain/item/capacity.ts";
import { validationError } from "../domain/errors.ts";
import {
  nextToken,
  type PreparedSelect,
  prepareSelect,
  prepareWrite,
  type ReadPosition,
  readNextToken,
  readNode,
  readParameters,
  type SourceNode,
  sourceAddress,
} from "../domain/partiql/index.ts";
import { requestFingerprint } from "../domain/transaction/request-fingerprint.ts";
import type { DynamoOperations, Operation, Output } from "../operation.ts";
import { measuresBytes } from "../items/page-answer.ts";
import { readyWrite, runWrite } from "../statements/run-write.ts";
import { readSelect } from "../statements/read-select.ts";
import { findTableFor } from "../store/find-table.ts";
import { itemFromJson, itemToJson } from "../store/item-table.ts";
import type { DynamoStore } from "../store/store.ts";

type Input = DynamoOperations["ExecuteStatement"]["input"];
type Answer = Output<"ExecuteStatement">;

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ExecuteStatement.html */
export const ExecuteStatement: Operation<"ExecuteStatement"> = async (input, call, store): Promise<Answer> => {
  const parameters = readParameters(input);
  const node = readNode(input, parameters);
  if (node.type === "exists") throw validationError("EXISTS can only be used in ExecuteTransaction write requests.");
  if (node.type === "select") {
    return select(input, { from: node.from, prepared: prepareSelect(node, parameters), call }, store);
  }

  const tellsOldItem = input.ReturnValuesOnConditionCheckFailure === "ALL_OLD";
  const prepared = prepareWrite(node, { parameters, tellsOldItem });
  const write = await readyWrite({ from: node.from, prepared }, call, store);
  const { item, capacity } = await runWrite(store, write, call.clock.now());
  return { Items: item === undefined ? [] : [item], ConsumedCapacity: capacity(input.ReturnConsumedCapacity) };
};

type Select = {
  readonly from: SourceNode;
  readonly prepared: PreparedSelect;
  readonly call: Pick<Call, "clock" | "place">;
};

async function select(input: Input, { from, prepared, call }: Select, store: DynamoStore): Promise<Answer> {
  const { ConsistentRead: isConsistent = false, Limit: limit, ReturnConsumedCapacity: detail = "NONE" } = input;
  const position = positionOf(input);
  const { stored, made: plan } = await findTableFor(store, sourceAddress(from, call.place), (table) =>
    prepared.on(table, isConsistent),
  );

  const measures = measuresBytes(input, store);
  const page = await readSelect(store, {
    stored,
    plan,
    request: { position, limit, isConsistent, measures },
    now: call.clock.now(),
  });
  const { items, last, next, capacity } = page;
  return {
    Items: items,
    NextToken: next && nextToken(tokenOwner(input), { ...next, key: next.key && itemToJson(next.key) }),
    LastEvaluatedKey: last,
    ConsumedCapacity: consumedCapacity(stored.table, { detail, tableName: from.table }, () => capacity),
  };
}

function positionOf(input: Input): ReadPosition {
  if (input.NextToken === undefined) return { read: 0, key: undefined };
  const { read, key } = readNextToken(input.NextToken, tokenOwner(input));
  return { read, key: key && itemFromJson(key) };
}

/** A token goes on with the statement that it came with, and its parameters. */
const tokenOwner = ({ Statement, Parameters }: Input): string => requestFingerprint({ Statement, Parameters });
