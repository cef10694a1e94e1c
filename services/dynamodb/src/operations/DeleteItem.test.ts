import { expect, test } from "vitest";
import { indexedTable, makeTable } from "../testing/make-table.ts";
import { refusal } from "@skylab/service/testing";
import { useDynamo } from "../testing/use-dynamo.ts";
import { DeleteItem } from "./DeleteItem.ts";
import { GetItem } from "./GetItem.ts";
import { PutItem } from "./PutItem.ts";

const dynamo = useDynamo();

const remove = (input: Parameters<typeof DeleteItem>[0]) => dynamo().call(DeleteItem, input);

const Key = { a: { S: "x" } };

test("an item is deleted, told once to whoever asks, and deleting it again is no error", async () => {
  const table = await makeTable(dynamo());
  await dynamo().call(PutItem, { TableName: table, Item: { ...Key, b: { S: "b" } } });
  const asking = { TableName: table, Key, ReturnValues: "ALL_OLD" as const };
  expect(await remove(asking)).toEqual({ Attributes: { ...Key, b: { S: "b" } } });
  expect(await dynamo().call(GetItem, { TableName: table, Key })).toEqual({});
  expect(await remove(asking)).toEqual({});
});

test("a condition that does not hold keeps the item", async () => {
  const table = await makeTable(dynamo());
  await dynamo().call(PutItem, { TableName: table, Item: { ...Key, n: { N: "1" } } });
  const conditional = {
    TableName: table,
    Key,
    ConditionExpression: "n > :n",
    ExpressionAttributeValues: { ":n": { N: "1" } },
    ReturnValuesOnConditionCheckFailure: "ALL_OLD" as const,
  };
  await expect(remove(conditional)).rejects.toMatchObject({
    code: "ConditionalCheckFailedException",
    members: { Item: { ...Key, n: { N: "1" } } },
  });
  await expect(remove({ ...conditional, Key: { a: { S: "nobody" } } })).rejects.toHaveProperty("members", {});
  await remove({ TableName: table, Key, Expected: { n: { ComparisonOperator: "GE", Value: { N: "1" } } } });
  expect(await dynamo().call(GetItem, { TableName: table, Key })).toEqual({});
});

test("the request is checked before the table is looked for, and the key behind it", async () => {
  const envelope = "ValidationException: 1 validation error detected: ";
  const missing = { TableName: "missing", Key: {} };
  expect(await refusal(remove({ ...missing, ReturnValues: "UPDATED_NEW" }))).toBe(
    `${envelope}ReturnValues can only be ALL_OLD or NONE`,
  );
  const condition = { ConditionExpression: "attribute_exists(a)" };
  expect(await refusal(remove({ ...missing, ...condition, ExpressionAttributeValues: {} }))).toBe(
    `${envelope}ExpressionAttributeValues must not be empty`,
  );
  expect(await refusal(remove({ ...missing, Expected: { a: { Exists: true } } }))).toBe(
    `${envelope}One or more parameter values were invalid: Value must be provided when Exists is true for Attribute: a`,
  );
  expect(await refusal(remove(missing))).toBe("ResourceNotFoundException: Requested resource not found");
  const table = await makeTable(dynamo());
  expect(await refusal(remove({ TableName: table, Key: { a: { N: "1" } } }))).toBe(
    "ValidationException: The provided key element does not match the schema",
  );
});

// As AWS counts: https://github.com/paritysuite/dynamodb-conformance, captured in August 2026.
test("a deletion consumes a write of each index that the item was in", async () => {
  const table = await makeTable(dynamo(), indexedTable);
  const key = { ...Key, b: { S: "y" } };
  await dynamo().call(PutItem, { TableName: table, Item: { ...key, c: { S: "c" }, e: { S: "e" } } });
  const deletion = { TableName: table, Key: key, ReturnConsumedCapacity: "INDEXES" as const };
  expect(await remove(deletion)).toEqual({
    ConsumedCapacity: {
      TableName: table,
      CapacityUnits: 3,
      Table: { CapacityUnits: 1 },
      GlobalSecondaryIndexes: { "by-c": { CapacityUnits: 1 } },
      LocalSecondaryIndexes: { "by-e": { CapacityUnits: 1 } },
    },
  });
  expect(await remove(deletion)).toEqual({
    ConsumedCapacity: { TableName: table, CapacityUnits: 1, Table: { CapacityUnits: 1 } },
  });
});
