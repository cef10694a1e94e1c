import {
  type AttributeValue,
  BatchExecuteStatementCommand,
  BatchGetItemCommand,
  BatchWriteItemCommand,
  type CreateTableCommandInput,
  DeleteItemCommand,
  DynamoDBClient,
  ExecuteStatementCommand,
  GetItemCommand,
  ProvisionedThroughputExceededException,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  ThrottlingException,
  TransactGetItemsCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  UpdateTableCommand,
} from "@aws-sdk/client-dynamodb";
import { type Skylab, startSkylab } from "@skylab/testkit";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createTable } from "./dynamodb.ts";
import { endpoint } from "../use-skylab.ts";

type Item = Record<string, AttributeValue>;

const KILOBYTE = 1024;

const TABLE_WORDS =
  "The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning " +
  "level with the UpdateTable API.";
const INDEXES_WORDS =
  "The level of configured provisioned throughput for one or more global secondary indexes of the table was exceeded. " +
  "Consider increasing your provisioning level for the under-provisioned global secondary indexes with the UpdateTable API";
const SCALING_WORDS =
  "Throughput exceeds the current capacity of your table or index. DynamoDB is automatically scaling your table or " +
  "index so please try again shortly. If exceptions persist, check if you have a hot key: " +
  "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html";

const key = (id: string): Item => ({ id: { S: id } });

/** 400 units to write, and 100 to read. */
const large = (id: string): Item => ({ ...key(id), text: { S: "x".repeat(399 * KILOBYTE) } });

const units = (ReadCapacityUnits: number, WriteCapacityUnits: number) => ({
  BillingMode: "PROVISIONED" as const,
  ProvisionedThroughput: { ReadCapacityUnits, WriteCapacityUnits },
});

/** An index on `kind`. */
const byKind = (WriteCapacityUnits: number): Partial<CreateTableCommandInput> => ({
  AttributeDefinitions: [
    { AttributeName: "id", AttributeType: "S" },
    { AttributeName: "kind", AttributeType: "S" },
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: "by-kind",
      KeySchema: [{ AttributeName: "kind", KeyType: "HASH" }],
      Projection: { ProjectionType: "ALL" },
      ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits },
    },
  ],
});

/** The error of a refused request. */
async function errorOf(request: Promise<unknown>): Promise<unknown> {
  return request.then(
    () => undefined,
    (error: unknown) => error,
  );
}

/** How many of many requests, one after the other, were answered until one was throttled. */
async function untilThrottled(request: (index: number) => Promise<unknown>): Promise<number> {
  for (let index = 0; index < 100; index++) {
    const error = await errorOf(request(index));
    if (error instanceof ProvisionedThroughputExceededException || error instanceof ThrottlingException) return index;
    if (error !== undefined) throw error;
  }
  throw new Error("No request was throttled.");
}

/** A table's ARN, or what is of it. */
const arn = (resource: string): string => `arn:aws:dynamodb:us-east-1:000000000000:table/${resource}`;

describe.skipIf(endpoint !== undefined)("where quotas are realistic", () => {
  let skylab: Skylab;
  let client: DynamoDBClient;
  beforeAll(async () => {
    skylab = await startSkylab({ SKYLAB_QUOTAS: "realistic" });
    client = skylab.client(DynamoDBClient);
  });
  afterAll(() => skylab.close());

  const moveClock = (move: object): Promise<Response> =>
    skylab.fetch("/_skylab/clock", { method: "POST", body: JSON.stringify(move) });
  // The time stands still, but where a test moves it.
  beforeEach(async () => void (await moveClock({ set: Date.now() })));
  const pass = (seconds: number): Promise<Response> => moveClock({ advance: seconds });

  const make = (request: Partial<CreateTableCommandInput>): Promise<string> => createTable(client, request);
  const put = (TableName: string, item: Item) => client.send(new PutItemCommand({ TableName, Item: item }));
  const get = (TableName: string, id: string, ConsistentRead = true) =>
    client.send(new GetItemCommand({ TableName, Key: key(id), ConsistentRead }));

  it("a provisioned table takes its units, and refuses what is beyond in AWS's words", async () => {
    const TableName = await make(units(5, 3));
    expect(await untilThrottled((index) => put(TableName, key(`item ${index}`)))).toBe(3);
    const error = await errorOf(put(TableName, key("another")));
    expect(error).toMatchObject({
      name: "ProvisionedThroughputExceededException",
      message: TABLE_WORDS,
      $metadata: { httpStatusCode: 400 },
      ThrottlingReasons: [{ reason: "TableWriteProvisionedThroughputExceeded", resource: arn(TableName) }],
    });
    // Reads have units of their own.
    expect(await untilThrottled(() => get(TableName, "item 0"))).toBe(5);
    expect(await errorOf(get(TableName, "item 0"))).toMatchObject({
      message: TABLE_WORDS,
      ThrottlingReasons: [{ reason: "TableReadProvisionedThroughputExceeded", resource: arn(TableName) }],
    });
    await pass(1);
    expect(await untilThrottled((index) => put(TableName, key(`item ${index}`)))).toBe(3);
    expect(await untilThrottled(() => get(TableName, "item 0", false))).toBe(10);
  });

  it("a write that was refused was not done", async () => {
    const TableName = await make(units(5, 1));
    await put(TableName, { ...key("item"), version: { N: "1" } });
    await errorOf(put(TableName, { ...key("item"), version: { N: "2" } }));
    await errorOf(client.send(new DeleteItemCommand({ TableName, Key: key("item") })));
    expect((await get(TableName, "item")).Item?.["version"]).toEqual({ N: "1" });
  });

  it("units that were not used are kept for five minutes", async () => {
    const TableName = await make(units(1, 1));
    await pass(10);
    // A second's, and those of ten.
    expect(await untilThrottled((index) => put(TableName, key(`item ${index}`)))).toBe(11);
    await pass(600);
    const tenUnits: Item = { ...key("item"), text: { S: "x".repeat(9.9 * KILOBYTE) } };
    expect(await untilThrottled(() => put(TableName, tenUnits))).toBe(30);
  });

  it("what is larger than what is left is done, and paid later", async () => {
    const TableName = await make(units(1, 2));
    await put(TableName, { ...key("large"), text: { S: "x".repeat(20 * KILOBYTE) } });
    await pass(9);
    expect(await untilThrottled(() => put(TableName, key("small")))).toBe(0);
    await pass(1);
    expect(await untilThrottled(() => put(TableName, key("small")))).toBe(1);
  });

  it("a condition that does not hold costs what the item is, and comes behind the throttling", async () => {
    const TableName = await make(units(1, 3));
    const conditional = () =>
      client.send(
        new PutItemCommand({ TableName, Item: key("large"), ConditionExpression: "attribute_not_exists(id)" }),
      );
    await put(TableName, { ...key("large"), text: { S: "x".repeat(KILOBYTE) } });
    expect(await errorOf(conditional())).toMatchObject({ name: "ConditionalCheckFailedException" });
    expect(await errorOf(conditional())).toMatchObject({ name: "ProvisionedThroughputExceededException" });
  });

  it("an update takes the units of the larger version, a raised table more at once", async () => {
    const TableName = await make(units(1, 4));
    await put(TableName, { ...key("item"), text: { S: "x".repeat(2 * KILOBYTE) } });
    const shrink = new UpdateItemCommand({
      TableName,
      Key: key("item"),
      UpdateExpression: "REMOVE #t",
      ExpressionAttributeNames: { "#t": "text" },
    });
    await client.send(shrink);
    // Three and three: of that two are owed.
    expect(await untilThrottled(() => client.send(shrink))).toBe(0);
    await client.send(new UpdateTableCommand({ TableName, ...units(1, 40) }));
    await pass(1);
    expect(await untilThrottled(() => client.send(shrink))).toBe(38);
  });

  it("an index that has no units left refuses the table's writes that change it", async () => {
    const TableName = await make({ ...units(10, 100), ...byKind(2) });
    const kind = (index: number): Item => ({ ...key(`item ${index}`), kind: { S: `kind ${index}` } });
    expect(await untilThrottled((index) => put(TableName, kind(index)))).toBe(2);
    expect(await errorOf(put(TableName, kind(9)))).toMatchObject({
      name: "ProvisionedThroughputExceededException",
      message: INDEXES_WORDS,
      ThrottlingReasons: [
        { reason: "IndexWriteProvisionedThroughputExceeded", resource: arn(`${TableName}/index/by-kind`) },
      ],
    });
    await put(TableName, key("without a kind"));
    await put(TableName, kind(0));
  });

  it("a Query pays of the index, a Scan of the table", async () => {
    const TableName = await make({ ...units(2, 100), ...byKind(100) });
    await put(TableName, { ...key("item"), kind: { S: "fruit" }, text: { S: "x".repeat(7 * KILOBYTE) } });
    const query = () =>
      client.send(
        new QueryCommand({
          TableName,
          IndexName: "by-kind",
          KeyConditionExpression: "kind = :k",
          ExpressionAttributeValues: { ":k": { S: "fruit" } },
        }),
      );
    expect(await untilThrottled(query)).toBe(1);
    expect(await errorOf(query())).toMatchObject({
      ThrottlingReasons: [
        { reason: "IndexReadProvisionedThroughputExceeded", resource: arn(`${TableName}/index/by-kind`) },
      ],
    });
    expect(await untilThrottled(() => client.send(new ScanCommand({ TableName, ConsistentRead: true })))).toBe(1);
    await pass(1);
    const Statement = `SELECT * FROM "${TableName}" WHERE id = 'item'`;
    expect(await untilThrottled(() => client.send(new ExecuteStatementCommand({ Statement })))).toBe(2);
  });

  it("a batch of writes does what it can, and is refused where it can nothing", async () => {
    const TableName = await make(units(10, 3));
    const RequestItems = { [TableName]: ["a", "b", "c", "d", "e"].map((id) => ({ PutRequest: { Item: key(id) } })) };
    const batch = new BatchWriteItemCommand({ RequestItems, ReturnConsumedCapacity: "TOTAL" });
    const { ConsumedCapacity, UnprocessedItems } = await client.send(batch);
    expect(UnprocessedItems).toEqual({ [TableName]: RequestItems[TableName]?.slice(3) });
    expect(ConsumedCapacity).toEqual([{ TableName, CapacityUnits: 3 }]);
    const { Items = [] } = await client.send(new ScanCommand({ TableName }));
    expect(new Set(Items.map(({ id }) => id?.S))).toEqual(new Set(["a", "b", "c"]));
    expect(await errorOf(client.send(batch))).toMatchObject({
      name: "ProvisionedThroughputExceededException",
      ThrottlingReasons: [{ reason: "TableWriteProvisionedThroughputExceeded" }],
    });
    // Another table has units: then the batch is answered.
    const other = await make(units(1, 1));
    const both = { ...RequestItems, [other]: [{ PutRequest: { Item: key("a") } }] };
    const answer = await client.send(new BatchWriteItemCommand({ RequestItems: both }));
    expect(answer.UnprocessedItems).toEqual(RequestItems);
  });

  it("a batch of reads reads what it can, and is refused where it can nothing", async () => {
    const TableName = await make(units(2, 10));
    for (const id of ["a", "b", "c"]) await put(TableName, key(id));
    const keys = (...ids: string[]) => ({ [TableName]: { Keys: ids.map(key), ConsistentRead: true } });
    const read = (RequestItems: ReturnType<typeof keys>) => client.send(new BatchGetItemCommand({ RequestItems }));
    const { Responses, UnprocessedKeys } = await read(keys("a", "b", "c"));
    expect(Responses).toEqual({ [TableName]: [key("a"), key("b")] });
    expect(UnprocessedKeys).toEqual(keys("c"));
    expect(await errorOf(read(keys("a", "b", "c")))).toMatchObject({ message: TABLE_WORDS });
  });

  it("a batch of statements tells it of each", async () => {
    const TableName = await make(units(10, 1));
    const Statement = (id: string) => ({ Statement: `INSERT INTO "${TableName}" VALUE {'id': '${id}'}` });
    await put(TableName, key("first"));
    const { Responses } = await client.send(new BatchExecuteStatementCommand({ Statements: [Statement("a")] }));
    expect(Responses).toEqual([{ TableName, Error: { Code: "ProvisionedThroughputExceeded", Message: TABLE_WORDS } }]);
  });

  it("a transaction costs the double, and is cancelled as a whole where one table has nothing left", async () => {
    const [rich, poor] = [await make(units(20, 10)), await make(units(2, 1))];
    await put(poor, key("used"));
    const TransactItems = [rich, poor].map((TableName) => ({ Put: { TableName, Item: key("both") } }));
    const error = await errorOf(client.send(new TransactWriteItemsCommand({ TransactItems })));
    expect(error).toBeInstanceOf(TransactionCanceledException);
    expect(error).toMatchObject({
      message:
        "Transaction cancelled, please refer cancellation reasons for specific reasons [None, ProvisionedThroughputExceeded]",
      CancellationReasons: [{ Code: "None" }, { Code: "ProvisionedThroughputExceeded", Message: TABLE_WORDS }],
    });
    expect((await get(rich, "both")).Item).toBeUndefined();

    await pass(3);
    await client.send(new TransactWriteItemsCommand({ TransactItems }));
    // Of three units that came it took two.
    expect(await untilThrottled(() => put(poor, key("used")))).toBe(1);
    const reads = [{ Get: { TableName: poor, Key: key("both") } }];
    for (let count = 0; count < 4; count++) await client.send(new TransactGetItemsCommand({ TransactItems: reads }));
    expect(await errorOf(client.send(new TransactGetItemsCommand({ TransactItems: reads })))).toMatchObject({
      CancellationReasons: [{ Code: "ProvisionedThroughputExceeded", Message: TABLE_WORDS }],
    });
  });

  it("a table on demand takes what its maximum says", async () => {
    const TableName = await make({ OnDemandThroughput: { MaxReadRequestUnits: 3, MaxWriteRequestUnits: 4 } });
    await pass(60);
    expect(await untilThrottled((index) => put(TableName, key(`item ${index}`)))).toBe(4);
    expect(await errorOf(put(TableName, key("another")))).toMatchObject({
      name: "ThrottlingException",
      message: "Throughput exceeds the maximum OnDemandThroughput configured on table or index",
      throttlingReasons: [{ reason: "TableWriteMaxOnDemandThroughputExceeded", resource: arn(TableName) }],
    });
    expect(await untilThrottled(() => get(TableName, "item 0"))).toBe(3);
    const TransactItems = [{ Put: { TableName, Item: key("item") } }];
    expect(await errorOf(client.send(new TransactWriteItemsCommand({ TransactItems })))).toMatchObject({
      CancellationReasons: [{ Code: "ThrottlingError" }],
    });
  });

  it("a hash key takes 1,000 units a second to write and 3,000 to read, whatever the table takes", async () => {
    const TableName = await make({});
    await pass(600);
    expect(await untilThrottled(() => put(TableName, large("hot")))).toBe(3);
    expect(await errorOf(put(TableName, large("hot")))).toMatchObject({
      name: "ThrottlingException",
      message: SCALING_WORDS,
      throttlingReasons: [{ reason: "TableWriteKeyRangeThroughputExceeded", resource: arn(TableName) }],
    });
    await put(TableName, large("cold"));
    expect(await untilThrottled(() => get(TableName, "hot"))).toBe(30);
    await get(TableName, "cold");
    await pass(1);
    expect(await untilThrottled(() => put(TableName, large("hot")))).toBe(2);
  });

  it("a new table on demand takes 4,000 units a second to write", async () => {
    const TableName = await make({});
    expect(await untilThrottled((index) => put(TableName, large(`item ${index}`)))).toBe(10);
    expect(await errorOf(put(TableName, large("another")))).toMatchObject({
      name: "ThrottlingException",
      message: SCALING_WORDS,
    });
    await pass(1);
    expect(await untilThrottled((index) => put(TableName, large(`item ${index}`)))).toBe(10);
  });
});

describe.skipIf(endpoint !== undefined)("without quotas", () => {
  it("a table takes more than what is provisioned", async () => {
    const skylab = await startSkylab();
    const client = skylab.client(DynamoDBClient);
    const TableName = await createTable(client, units(1, 1));
    for (let index = 0; index < 10; index++) {
      await client.send(new PutItemCommand({ TableName, Item: key(`item ${index}`) }));
    }
    expect((await client.send(new ScanCommand({ TableName }))).Count).toBe(10);
    await skylab.close();
  });
});
