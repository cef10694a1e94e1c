import { describe, expect, it } from "vitest";
import { BUCKETS, hashParts } from "../domain/item/item-key.ts";
import type { Operation } from "../operation.ts";
import { indexedTable, makeTable, rangeKey } from "../testing/make-table.ts";
import { sent } from "../testing/sent-item.ts";
import { refusal } from "@skylab/service/testing";
import { useDynamo } from "../testing/use-dynamo.ts";
import { BatchWriteItem } from "./BatchWriteItem.ts";
import { PutItem } from "./PutItem.ts";
import { Scan } from "./Scan.ts";

const dynamo = useDynamo();

type ScanInput = Parameters<Operation<"Scan">>[0];

const S = (text: string) => ({ S: text });
const invalid = (message: string): string => `ValidationException: ${message}`;
const INVALID_KEY = "The provided starting key is invalid";
const NO_MATCH = "The provided key element does not match the schema";

describe("what Scan refuses before it looks for the table", () => {
  it.each<[input: Omit<ScanInput, "TableName">, message: string]>([
    [
      { Segment: 1, AttributesToGet: ["a", "a"], ScanFilter: { a: { ComparisonOperator: "EQ" } } },
      "One or more parameter values were invalid: Duplicate value in attribute name: a",
    ],
    [
      { Segment: 1, ScanFilter: { a: { ComparisonOperator: "EQ" } }, ExclusiveStartKey: { a: { N: "b" } } },
      "One or more parameter values were invalid: Invalid number of argument(s) for the EQ ComparisonOperator",
    ],
    [
      { Segment: 1, ExclusiveStartKey: { a: { SS: ["a", "a"] } } },
      "One or more parameter values were invalid: Input collection [a, a] contains duplicates.",
    ],
    [
      { Segment: 1, FilterExpression: "", ExclusiveStartKey: { a: { NULL: false } } },
      `${INVALID_KEY}: One or more parameter values were invalid: Null attribute value types must have the value of true`,
    ],
    [
      { Segment: 1, FilterExpression: "" },
      "The TotalSegments parameter is required but was not present in the request when Segment parameter is present",
    ],
    [
      { TotalSegments: 1, FilterExpression: "" },
      "The Segment parameter is required but was not present in the request when parameter TotalSegments is present",
    ],
    [
      { Segment: 1, TotalSegments: 1, FilterExpression: "" },
      "The Segment parameter is zero-based and must be less than parameter TotalSegments: " +
        "Segment: 1 is not less than TotalSegments: 1",
    ],
    [{ FilterExpression: "", ProjectionExpression: "" }, "Invalid FilterExpression: The expression can not be empty;"],
    [
      { Select: "SPECIFIC_ATTRIBUTES" },
      "Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES",
    ],
    [
      { Select: "ALL_PROJECTED_ATTRIBUTES" },
      "ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName",
    ],
    [
      { Select: "ALL_PROJECTED_ATTRIBUTES", ProjectionExpression: "a" },
      "Cannot specify the ProjectionExpression when choosing to get ALL_PROJECTED_ATTRIBUTES",
    ],
  ])("%j", async (input, message) => {
    const { call } = dynamo();
    expect(await refusal(call(Scan, { TableName: "no-table", ...input }))).toBe(invalid(message));
  });

  it("looks for the table before it asks whether the starting key fits it", async () => {
    const input = { TableName: "no-table", ExclusiveStartKey: {} };
    expect(await refusal(dynamo().call(Scan, input))).toBe("ResourceNotFoundException: Requested resource not found");
  });
});

describe("what Scan refuses of a table with indexes", () => {
  it.each<[input: Omit<ScanInput, "TableName">, message: string]>([
    [
      { IndexName: "whatever", ExclusiveStartKey: {}, FilterExpression: "attribute_exists(a.b)" },
      "The table does not have the specified index: whatever",
    ],
    [{ IndexName: "by-c", ConsistentRead: true }, "Consistent reads are not supported on global secondary indexes"],
    [{ ExclusiveStartKey: {} }, `${INVALID_KEY}: ${NO_MATCH}`],
    [{ ExclusiveStartKey: { a: S("a"), z: S("a") } }, `${INVALID_KEY}: ${NO_MATCH}`],
    [{ ExclusiveStartKey: { a: S("a"), b: { N: "1" } } }, `${INVALID_KEY}: ${NO_MATCH}`],
    [
      { ExclusiveStartKey: { a: S("a"), b: S("") } },
      `${INVALID_KEY}: One or more parameter values are not valid. ` +
        "The AttributeValue for a key attribute cannot contain an empty string value. Key: b",
    ],
    [{ IndexName: "by-e", ExclusiveStartKey: { a: S("a"), b: S("b") } }, INVALID_KEY],
    [{ IndexName: "by-e", ExclusiveStartKey: { a: S("a"), b: S("b"), z: S("z") } }, INVALID_KEY],
    [{ IndexName: "by-e", ExclusiveStartKey: { a: S("a"), b: S("b"), e: { N: "1" } } }, NO_MATCH],
    [{ IndexName: "by-c", ExclusiveStartKey: { x: S("a"), y: S("b"), c: S("c") } }, `${INVALID_KEY}: ${NO_MATCH}`],
    [
      { IndexName: "by-c", Select: "ALL_ATTRIBUTES", ExclusiveStartKey: { x: S("a"), y: S("b"), c: S("c") } },
      "One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global secondary " +
        "index by-c because its projection type is not ALL",
    ],
    [
      { IndexName: "by-c", ProjectionExpression: "d, x.y" },
      "One or more parameter values were invalid: Global secondary index by-c does not project [x]",
    ],
    [
      { FilterExpression: "attribute_exists(a.b)" },
      "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: Key: a",
    ],
  ])("%j", async (input, message) => {
    const TableName = await makeTable(dynamo(), indexedTable);
    expect(await refusal(dynamo().call(Scan, { TableName, ...input }))).toBe(invalid(message));
  });

  it("a starting key that is of another segment", async () => {
    const TableName = await makeTable(dynamo());
    await put(
      TableName,
      Array.from({ length: 20 }, (_, a) => ({ a: S(String(a)) })),
    );
    const { Items: [last = {}] = [] } = await dynamo().call(Scan, { TableName, Segment: 1, TotalSegments: 2 });
    const input = { TableName, Segment: 0, TotalSegments: 2, ExclusiveStartKey: sent(last) };
    expect(await refusal(dynamo().call(Scan, input))).toBe(
      invalid(
        `${INVALID_KEY}: Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment. ` +
          "TotalSegments: 2 Segment: 0",
      ),
    );
  });
});

describe("Scan", () => {
  it("filters by keys, too", async () => {
    const TableName = await makeTable(dynamo(), rangeKey);
    const items = ["1", "2", "3"].map((b) => ({ a: S("a"), b: S(b) }));
    await put(TableName, items);
    const expression = {
      FilterExpression: "b > :b",
      ExpressionAttributeValues: { ":b": S("1") },
      ProjectionExpression: "b",
    };
    const older = {
      ScanFilter: { b: { ComparisonOperator: "GT" as const, AttributeValueList: [S("1")] } },
      AttributesToGet: ["b"],
    };
    for (const form of [expression, older]) {
      const found = await dynamo().call(Scan, { TableName, ...form });
      expect(found).toEqual({ Count: 2, ScannedCount: 3, Items: [{ b: S("2") }, { b: S("3") }] });
    }
  });

  it("ends a page with the item by which it is a megabyte, and costs all that it read", async () => {
    const TableName = await makeTable(dynamo());
    for (let a = 0; a < 4; a++) {
      await dynamo().call(PutItem, { TableName, Item: { a: S(String(a)), x: S("x".repeat(350_000)) } });
    }
    const request = { TableName, Select: "COUNT" as const, ReturnConsumedCapacity: "TOTAL" as const };
    const first = await dynamo().call(Scan, request);
    const CapacityUnits = Math.ceil((3 * 350_003) / 4096) / 2;
    expect(first).toMatchObject({ Count: 3, ConsumedCapacity: { TableName, CapacityUnits } });
    const rest = await dynamo().call(Scan, { ...request, ExclusiveStartKey: sent(first.LastEvaluatedKey ?? {}) });
    expect(rest).toMatchObject({ Count: 1, LastEvaluatedKey: undefined });
  });

  it("finds an item in the segment of its bucket alone, be it the only bucket of the segment", async () => {
    const TableName = await makeTable(dynamo());
    await put(TableName, [{ a: S("a") }]);
    const bucket = Number(hashParts([S("a")])[0]);
    const counts = [bucket - 1, bucket, bucket + 1].map(async (Segment) => {
      const { Count } = await dynamo().call(Scan, { TableName, Segment, TotalSegments: BUCKETS });
      return Count;
    });
    expect(await Promise.all(counts)).toEqual([0, 1, 0]);
  });

  it("reads of a sparse index only the items that are in it", async () => {
    const TableName = await makeTable(dynamo(), indexedTable);
    const item = { a: S("a"), b: S("1"), c: S("c"), d: S("d"), e: S("e"), x: S("x") };
    await put(TableName, [item, { a: S("a"), b: S("2") }]);
    const global = await dynamo().call(Scan, { TableName, IndexName: "by-c", ReturnConsumedCapacity: "INDEXES" });
    expect(global).toEqual({
      Count: 1,
      ScannedCount: 1,
      Items: [{ a: S("a"), b: S("1"), c: S("c"), d: S("d") }],
      ConsumedCapacity: {
        TableName,
        CapacityUnits: 0.5,
        Table: { CapacityUnits: 0 },
        GlobalSecondaryIndexes: { "by-c": { CapacityUnits: 0.5 } },
      },
    });
    const local = await dynamo().call(Scan, { TableName, IndexName: "by-e" });
    expect(local).toMatchObject({ Count: 1, ScannedCount: 1, Items: [item] });
  });
});

async function put(tableName: string, items: readonly Parameters<typeof sent>[0][]): Promise<void> {
  const writes = items.map((item) => ({ PutRequest: { Item: sent(item) } }));
  await dynamo().call(BatchWriteItem, { RequestItems: { [tableName]: writes } });
}
