import { describe, expect, it } from "vitest";
import type { Operation } from "../operation.ts";
import { makeTable } from "../testing/make-table.ts";
import { queryTable } from "../testing/query-table.ts";
import { refusal } from "@skylab/service/testing";
import { ACCOUNT, useDynamo } from "../testing/use-dynamo.ts";
import { Query } from "./Query.ts";

const dynamo = useDynamo();

type QueryInput = Parameters<Operation<"Query">>[0];

const S = (text: string) => ({ S: text });
const equals = (text: string) => ({ ComparisonOperator: "EQ" as const, AttributeValueList: [S(text)] });
const above = (text: string) => ({ ComparisonOperator: "GT" as const, AttributeValueList: [S(text)] });
const missing = { ComparisonOperator: "NULL" as const };

const NO_TABLE = "ResourceNotFoundException: Requested resource not found";
const invalid = (message: string): string => `ValidationException: ${message}`;
const INVALID_KEY = "The provided starting key is invalid";

describe("what Query refuses before it looks for the table", () => {
  it.each<[input: Omit<QueryInput, "TableName">, message: string]>([
    [{}, "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request."],
    [
      { QueryFilter: { a: { ComparisonOperator: "EQ", AttributeValueList: [] } }, AttributesToGet: ["a", "a"] },
      "One or more parameter values were invalid: Invalid number of argument(s) for the EQ ComparisonOperator",
    ],
    [
      { QueryFilter: {}, AttributesToGet: ["a", "a"], ExclusiveStartKey: { a: { N: "b" } } },
      "One or more parameter values were invalid: Duplicate value in attribute name: a",
    ],
    [
      { ExclusiveStartKey: { a: { SS: [] } }, KeyConditions: {} },
      `${INVALID_KEY}: One or more parameter values were invalid: An string set  may not be empty`,
    ],
    [{ ExclusiveStartKey: { a: { N: "b" } } }, "The parameter cannot be converted to a numeric value: b"],
    [{ KeyConditionExpression: "", ExpressionAttributeNames: {} }, "ExpressionAttributeNames must not be empty"],
    [
      { KeyConditionExpression: "", FilterExpression: "" },
      "Invalid KeyConditionExpression: The expression can not be empty;",
    ],
    [
      { KeyConditionExpression: "a = :a", FilterExpression: "", ExpressionAttributeValues: { ":a": S("a") } },
      "Invalid FilterExpression: The expression can not be empty;",
    ],
    [
      { KeyConditionExpression: "a = :a", ExpressionAttributeValues: { ":a": S("a"), ":b": S("b") } },
      "Value provided in ExpressionAttributeValues unused in expressions: keys: {:b}",
    ],
    [
      { KeyConditions: { a: equals("a") }, Select: "SPECIFIC_ATTRIBUTES" },
      "1 validation error detected: " +
        "Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES",
    ],
    [
      { KeyConditions: { a: equals("a") }, Select: "COUNT", AttributesToGet: ["a"] },
      "1 validation error detected: Cannot specify the AttributesToGet when choosing to get only the Count",
    ],
    [
      { KeyConditions: { a: equals("a") }, Select: "ALL_ATTRIBUTES", ProjectionExpression: "a" },
      "1 validation error detected: Cannot specify the ProjectionExpression when choosing to get ALL_ATTRIBUTES",
    ],
    [
      { KeyConditions: { a: equals("a") }, Select: "ALL_PROJECTED_ATTRIBUTES" },
      "1 validation error detected: ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName",
    ],
  ])("%j", async (input, message) => {
    const { call } = dynamo();
    expect(await refusal(call(Query, { TableName: "no-table", ...input }))).toBe(invalid(message));
  });

  it("looks for the table before it asks whether conditions and starting key fit it", async () => {
    const { call } = dynamo();
    const input = { TableName: "no-table", ExclusiveStartKey: {}, KeyConditions: { z: missing } };
    expect(await refusal(call(Query, input))).toBe(NO_TABLE);
  });
});

describe("what Query refuses of a table with indexes", () => {
  it.each<[input: Omit<QueryInput, "TableName">, message: string]>([
    [
      { IndexName: "whatever", ExclusiveStartKey: {}, KeyConditions: { z: missing } },
      "The table does not have the specified index: whatever",
    ],
    [
      { IndexName: "index3", ConsistentRead: true, ExclusiveStartKey: {}, KeyConditions: { z: missing } },
      "Consistent reads are not supported on global secondary indexes",
    ],
    [{ ExclusiveStartKey: { a: S("a") }, KeyConditions: { z: missing } }, INVALID_KEY],
    [{ ExclusiveStartKey: { b: S("a"), c: S("b") }, KeyConditions: { z: missing } }, INVALID_KEY],
    [{ ExclusiveStartKey: { a: S("a"), c: { N: "1" } }, KeyConditions: { a: equals("b") } }, INVALID_KEY],
    [
      { IndexName: "index3", ExclusiveStartKey: { a: S("a"), b: S("a"), z: S("a") }, KeyConditions: { z: missing } },
      INVALID_KEY,
    ],
    [
      { ExclusiveStartKey: { a: { N: "1" }, z: S("a") }, KeyConditions: { z: missing } },
      "The provided key element does not match the schema",
    ],
    [
      { ExclusiveStartKey: { a: S("a"), b: { N: "1" } }, KeyConditions: { z: missing } },
      "Query condition missed key schema element: a",
    ],
    [
      { ExclusiveStartKey: { a: S("a"), b: { N: "1" } }, KeyConditions: { a: equals("b") } },
      "The provided key element does not match the schema",
    ],
    [
      {
        IndexName: "index1",
        ExclusiveStartKey: { a: S("a"), b: { N: "1" }, c: S("a") },
        KeyConditions: { a: equals("b") },
      },
      `${INVALID_KEY}: The provided key element does not match the schema`,
    ],
    [
      {
        IndexName: "index3",
        ExclusiveStartKey: { x: S("a"), y: S("a"), c: S("a") },
        KeyConditions: { c: equals("b") },
      },
      `${INVALID_KEY}: The provided key element does not match the schema`,
    ],
    [
      { ExclusiveStartKey: { a: S("a"), b: S("a") }, KeyConditions: { a: equals("b") } },
      "The provided starting key is outside query boundaries based on provided conditions",
    ],
    [
      { ExclusiveStartKey: { a: S("a"), b: S("a") }, KeyConditions: { a: equals("b"), b: above("a") } },
      "The provided starting key does not match the range key predicate",
    ],
    [
      { ExclusiveStartKey: { a: S("a"), b: S("b") }, KeyConditions: { a: equals("b"), b: above("a") } },
      "The query can return at most one row and cannot be restarted",
    ],
    [
      { KeyConditions: { a: equals("a") }, QueryFilter: { b: equals("a") } },
      "QueryFilter can only contain non-primary key attributes: Primary key attribute: b",
    ],
    [
      {
        KeyConditionExpression: "a = :a",
        FilterExpression: "attribute_exists(b.c) AND c = :a",
        ExpressionAttributeValues: { ":a": S("a") },
      },
      "Filter Expression can only contain non-primary key attributes: Primary key attribute: b",
    ],
    [
      {
        KeyConditionExpression: "a = :a",
        FilterExpression: "attribute_exists(d.c)",
        ExpressionAttributeValues: { ":a": S("a") },
      },
      "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: IndexKey: d",
    ],
    [
      {
        IndexName: "index4",
        Select: "ALL_ATTRIBUTES",
        KeyConditions: { c: equals("a") },
        QueryFilter: { a: equals("1") },
      },
      "One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global secondary " +
        "index index4 because its projection type is not ALL",
    ],
    [
      { IndexName: "index4", KeyConditions: { c: equals("a") }, AttributesToGet: ["e", "y", "x", "a"] },
      "One or more parameter values were invalid: Global secondary index index4 does not project [y, x]",
    ],
    [
      { IndexName: "index2", KeyConditions: { a: equals("a") }, QueryFilter: { x: equals("1") } },
      "One or more parameter values were invalid: " +
        "Secondary index index2 does not project one or more filter attributes: [x]",
    ],
  ])("%j", async (input, message) => {
    const TableName = await makeTable(dynamo(), queryTable);
    expect(await refusal(dynamo().call(Query, { TableName, ...input }))).toBe(invalid(message));
  });

  it("a global index that is being filled", async () => {
    const { call, store } = dynamo();
    const TableName = await makeTable(dynamo(), queryTable);
    const place = { account: ACCOUNT, region: "us-east-1" };
    await store.tables.change(place, TableName, (table) => ({
      ...table,
      globalIndexes: table.globalIndexes.map((index) => Object.assign({}, index, { status: "CREATING" as const })),
    }));
    const input = { TableName, IndexName: "index3", KeyConditions: { c: equals("a") } };
    const message = "Cannot read from backfilling global secondary index: index3";
    expect(await refusal(call(Query, input))).toBe(invalid(message));
  });
});
