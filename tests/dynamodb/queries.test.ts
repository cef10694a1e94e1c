import {
  type AttributeValue,
  BatchWriteItemCommand,
  paginateQuery,
  paginateScan,
  QueryCommand,
  type QueryCommandInput,
  ScanCommand,
  type ScanCommandInput,
} from "@aws-sdk/client-dynamodb";
import { beforeAll, describe, expect, it } from "vitest";
import { soon } from "../soon.ts";
import { ORDERS, refusal, useDynamo } from "./dynamodb.ts";

const dynamo = useDynamo();

type Item = Record<string, AttributeValue>;
type Answer = { readonly Items?: Item[] | undefined };

const CUSTOMERS = ["ada", "bob", "eve"];
const ORDERS_OF_EACH = 30;

/** Orders 1 to 30 of three customers; of totals 300 down to 271; every third is open, and the tenth has no status. */
let TableName: string;
beforeAll(async () => {
  TableName = await dynamo.createTable(ORDERS);
  for (const customer of CUSTOMERS) {
    const orders = Array.from({ length: ORDERS_OF_EACH }, (_, index) => order(customer, index + 1));
    for (let from = 0; from < orders.length; from += 25) {
      const puts = orders.slice(from, from + 25).map((Item) => ({ PutRequest: { Item } }));
      await dynamo.client().send(new BatchWriteItemCommand({ RequestItems: { [TableName]: puts } }));
    }
  }
});

const order = (customer: string, number: number): Item => ({
  customer: { S: customer },
  number: { N: String(number) },
  total: { N: String(301 - number) },
  ...(number !== 10 && { status: { S: number % 3 === 0 ? "open" : "done" } }),
  note: { S: `order ${number} of ${customer}` },
});

const query = (more: Partial<QueryCommandInput>) => {
  const ofAda = {
    KeyConditionExpression: "customer = :ada",
    ExpressionAttributeValues: { ":ada": { S: "ada" } },
  };
  return dynamo.client().send(new QueryCommand({ TableName, ...ofAda, ...more }));
};
const scan = (more: Partial<ScanCommandInput> = {}) => dynamo.client().send(new ScanCommand({ TableName, ...more }));

const numbers = ({ Items = [] }: Answer): number[] => Items.map(({ number }) => Number(number?.N));
const keys = ({ Items = [] }: Answer): string[] => Items.map(({ customer, number }) => `${customer?.S} ${number?.N}`);
const upTo = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1);

describe("a query", () => {
  it("gives the items of one key in the order of their numbers, either way", async () => {
    expect(numbers(await query({}))).toEqual(upTo(ORDERS_OF_EACH));
    expect(numbers(await query({ ScanIndexForward: false }))).toEqual(upTo(ORDERS_OF_EACH).toReversed());
  });

  it.each([
    ["#number = :a", [9]],
    ["#number < :a", upTo(8)],
    ["#number <= :a", upTo(9)],
    ["#number BETWEEN :a AND :b", [9, 10, 11, 12]],
    ["#number > :b", upTo(30).slice(12)],
    ["#number >= :b", upTo(30).slice(11)],
  ])("gives those where %s", async (condition, expected) => {
    const values = { ":ada": { S: "ada" }, ":a": { N: "9" }, ":b": { N: "12" } };
    const answer = await query({
      KeyConditionExpression: `customer = :ada AND ${condition}`,
      ExpressionAttributeNames: { "#number": "number" },
      ExpressionAttributeValues: Object.fromEntries(
        Object.entries(values).filter(([name]) => name === ":ada" || condition.includes(name)),
      ),
    });
    expect(numbers(answer)).toEqual(expected);
  });

  it("has pages that together are the whole", async () => {
    const first = await query({ Limit: 7 });
    expect(numbers(first)).toEqual(upTo(7));
    expect(first.LastEvaluatedKey).toEqual({ customer: { S: "ada" }, number: { N: "7" } });
    const input = {
      TableName,
      KeyConditionExpression: "customer = :ada",
      ExpressionAttributeValues: { ":ada": { S: "ada" } },
    };
    const pages: number[][] = [];
    for await (const page of paginateQuery({ client: dynamo.client(), pageSize: 7 }, input)) pages.push(numbers(page));
    expect(pages.map((page) => page.length)).toEqual([7, 7, 7, 7, 2]);
    expect(pages.flat()).toEqual(upTo(ORDERS_OF_EACH));
  });

  it("filters behind the limit, and counts what it read", async () => {
    const answer = await query({
      Limit: 10,
      FilterExpression: "#status = :open",
      ExpressionAttributeNames: { "#status": "status" },
      ExpressionAttributeValues: { ":ada": { S: "ada" }, ":open": { S: "open" } },
    });
    expect(numbers(answer)).toEqual([3, 6, 9]);
    expect(answer).toMatchObject({ Count: 3, ScannedCount: 10 });
    expect(answer.LastEvaluatedKey).toBeDefined();
  });

  it("gives parts of items, or only their number", async () => {
    const { Items } = await query({ Limit: 1, ProjectionExpression: "note" });
    expect(Items).toEqual([{ note: { S: "order 1 of ada" } }]);
    const counted = await query({ Select: "COUNT" });
    expect(counted).toMatchObject({ Count: 30, ScannedCount: 30 });
    expect(counted.Items).toBeUndefined();
  });

  it("ends a page after a megabyte", async () => {
    const big = await dynamo.createTable(ORDERS);
    const note = { S: "x".repeat(100 * 1024) };
    for (const number of upTo(15)) {
      const Item = { customer: { S: "ada" }, number: { N: String(number) }, note };
      await dynamo.client().send(new BatchWriteItemCommand({ RequestItems: { [big]: [{ PutRequest: { Item } }] } }));
    }
    const first = await query({ TableName: big });
    expect(first.Count).toBeGreaterThanOrEqual(10);
    expect(first.Count).toBeLessThan(12);
    const second = await query({ TableName: big, ExclusiveStartKey: first.LastEvaluatedKey });
    expect([...numbers(first), ...numbers(second)]).toEqual(upTo(15));
    expect(second.LastEvaluatedKey).toBeUndefined();
  });
});

const byStatus = (more: Partial<QueryCommandInput> = {}): Partial<QueryCommandInput> => ({
  IndexName: "by-status",
  KeyConditionExpression: "#status = :open",
  ExpressionAttributeNames: { "#status": "status" },
  ExpressionAttributeValues: { ":open": { S: "open" } },
  ...more,
});

describe("a query of an index", () => {
  it("that is global gives what it projects, in its order", async () => {
    await soon(async () => expect((await query(byStatus())).Count).toBe(30));
    const answer = await query(byStatus());
    expect(numbers(answer)).toEqual(numbers(answer).toSorted((a, b) => a - b));
    expect(answer.Items?.[0]).toEqual({
      customer: { S: expect.any(String) },
      number: { N: "3" },
      status: { S: "open" },
      total: { N: "298" },
    });
  });

  it("that is global has no item without its key, and no consistent reads", async () => {
    const { Count } = await scan({ IndexName: "by-status" });
    expect(Count).toBe(87);
    expect(await refusal(query(byStatus({ ConsistentRead: true })))).toBe(
      "400 ValidationException: Consistent reads are not supported on global secondary indexes",
    );
  });

  it("that is global has pages, also among equal keys", async () => {
    const input = { TableName, ...byStatus() };
    const seen: string[] = [];
    for await (const page of paginateQuery({ client: dynamo.client(), pageSize: 4 }, input)) seen.push(...keys(page));
    expect(seen).toHaveLength(30);
    expect(new Set(seen).size).toBe(30);
  });

  it("that is local is ordered by its own key, and read consistently with all attributes", async () => {
    const answer = await query({ IndexName: "by-total", ConsistentRead: true, Limit: 3 });
    expect(numbers(answer)).toEqual([30, 29, 28]);
    expect(answer.Items?.[0]).toEqual(order("ada", 30));
    expect(answer.LastEvaluatedKey).toEqual({ customer: { S: "ada" }, number: { N: "28" }, total: { N: "273" } });
  });
});

describe("a scan", () => {
  const all = CUSTOMERS.flatMap((customer) => upTo(ORDERS_OF_EACH).map((number) => `${customer} ${number}`));

  it("gives each item once", async () => {
    const seen: string[] = [];
    for await (const page of paginateScan({ client: dynamo.client(), pageSize: 8 }, { TableName })) {
      seen.push(...keys(page));
    }
    expect(seen.toSorted()).toEqual(all.toSorted());
  });

  it("in segments gives each item in one of them", async () => {
    const many = await dynamo.createTable();
    const ids = Array.from({ length: 100 }, (_, index) => `item ${index}`);
    for (let from = 0; from < ids.length; from += 25) {
      const puts = ids.slice(from, from + 25).map((id) => ({ PutRequest: { Item: { id: { S: id } } } }));
      await dynamo.client().send(new BatchWriteItemCommand({ RequestItems: { [many]: puts } }));
    }
    const segments = [0, 1, 2, 3].map(async (Segment) => {
      const seen: string[] = [];
      const input = { TableName: many, Segment, TotalSegments: 4 };
      for await (const { Items = [] } of paginateScan({ client: dynamo.client(), pageSize: 3 }, input)) {
        seen.push(...Items.map(({ id }) => id?.S ?? ""));
      }
      return seen;
    });
    const seen = (await Promise.all(segments)).flat();
    expect(seen.toSorted()).toEqual(ids.toSorted());
  });

  it("filters, counts, and costs what it read", async () => {
    const answer = await scan({
      FilterExpression: "contains(note, :bob) AND #number <= :five",
      ExpressionAttributeNames: { "#number": "number" },
      ExpressionAttributeValues: { ":bob": { S: "of bob" }, ":five": { N: "5" } },
      ReturnConsumedCapacity: "TOTAL",
    });
    expect(keys(answer)).toEqual(["bob 1", "bob 2", "bob 3", "bob 4", "bob 5"]);
    expect(answer).toMatchObject({ Count: 5, ScannedCount: 90 });
    expect(answer.ConsumedCapacity).toMatchObject({ TableName });
    expect(answer.ConsumedCapacity?.CapacityUnits).toBeGreaterThan(0.5);
  });
});

describe("refusals of reads", () => {
  it.each<[Partial<QueryCommandInput>, string]>([
    [{ KeyConditionExpression: "note = :ada" }, "Query condition missed key schema element: customer"],
    [{ KeyConditionExpression: "customer > :ada" }, "Query key condition not supported"],
    [{ IndexName: "missing" }, "The table does not have the specified index: missing"],
    [
      { FilterExpression: "customer = :ada" },
      "Filter Expression can only contain non-primary key attributes: Primary key attribute: customer",
    ],
    [{ ExclusiveStartKey: { customer: { S: "ada" } } }, "The provided starting key is invalid"],
    [
      { Select: "ALL_PROJECTED_ATTRIBUTES" },
      "1 validation error detected: ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName",
    ],
  ])("%j is refused in AWS's words", async (request, message) => {
    expect(await refusal(query(request))).toContain(`400 ValidationException: ${message}`);
  });
});
