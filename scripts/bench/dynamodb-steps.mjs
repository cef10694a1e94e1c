// What is measured of DynamoDB, whoever serves it: items of 1 KB, a hundred under each hash key, of which each is a group of
// an index, too.
import { createClient } from "./client.mjs";

const ITEMS_OF_A_KEY = 100;
const ITEMS_OF_A_BATCH = 25;
const ITEMS_OF_A_TRANSACTION = 10;
const FILLERS = 8;
const TEXT = "x".repeat(950);

export const dynamodbClient = ({ port }) => createClient({ port, service: "dynamodb", target: "DynamoDB_20120810" });

/** Makes a table; with the index where one is asked for. */
export async function newTable(client, TableName, { isIndexed = false } = {}) {
  await client.call("CreateTable", {
    TableName,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [
      { AttributeName: "id", AttributeType: "S" },
      { AttributeName: "number", AttributeType: "N" },
      ...(isIndexed ? [{ AttributeName: "group", AttributeType: "S" }] : []),
    ],
    KeySchema: keyOf("id"),
    ...(isIndexed && {
      GlobalSecondaryIndexes: [
        { IndexName: "by-group", KeySchema: keyOf("group"), Projection: { ProjectionType: "KEYS_ONLY" } },
      ],
    }),
  });
  return TableName;
}

const keyOf = (hash) => [
  { AttributeName: hash, KeyType: "HASH" },
  { AttributeName: "number", KeyType: "RANGE" },
];

const keyAt = (index) => ({
  id: { S: `customer-${String(Math.floor(index / ITEMS_OF_A_KEY)).padStart(6, "0")}` },
  number: { N: String(index % ITEMS_OF_A_KEY) },
});

/** The item of an index from 0; the groups are the keys once more. */
export function itemAt(index) {
  const key = keyAt(index);
  return { ...key, group: { S: `group of ${key.id.S}` }, text: { S: TEXT } };
}

/** The requests of one table that has so many items, each on any of these. */
export function stepsOf(client, TableName, items) {
  const any = () => Math.floor(Math.random() * items);
  const query = (more, ...[name, value]) =>
    client.call("Query", {
      TableName,
      KeyConditionExpression: "#key = :key",
      ExpressionAttributeNames: { "#key": name },
      ExpressionAttributeValues: { ":key": value },
      ...more,
    });
  const anyInARow = (count) => {
    const first = Math.floor(Math.random() * Math.max(1, items - count));
    return Array.from({ length: count }, (_, index) => itemAt(first + index));
  };
  return {
    put: () => client.call("PutItem", { TableName, Item: itemAt(any()) }),
    get: () => client.call("GetItem", { TableName, Key: keyAt(any()), ConsistentRead: true }),
    query: () => query({}, "id", itemAt(any()).id),
    queryIndex: () => query({ IndexName: "by-group" }, "group", itemAt(any()).group),
    batchWrite: () => writeBatch(client, TableName, anyInARow(ITEMS_OF_A_BATCH)),
    transact: () =>
      client.call("TransactWriteItems", {
        TransactItems: anyInARow(ITEMS_OF_A_TRANSACTION).map((Item) => ({ Put: { TableName, Item } })),
      }),
    /** Adds one to a counter, of which there are so many. */
    count: (counters) => () =>
      client.call("UpdateItem", {
        TableName,
        Key: { id: { S: `counter-${Math.floor(Math.random() * counters)}` }, number: { N: "0" } },
        UpdateExpression: "ADD visits :one",
        ExpressionAttributeValues: { ":one": { N: "1" } },
      }),
  };
}

const writeBatch = (client, table, items) =>
  client.call("BatchWriteItem", { RequestItems: { [table]: items.map((Item) => ({ PutRequest: { Item } })) } });

/** Writes the items `from` to `to`, a multiple of 25 apart. */
export async function fill(client, table, { from, to }) {
  let next = from;
  const worker = async () => {
    while (next < to) {
      const first = next;
      next += ITEMS_OF_A_BATCH;
      await writeBatch(
        client,
        table,
        Array.from({ length: ITEMS_OF_A_BATCH }, (_, index) => itemAt(first + index)),
      );
    }
  };
  await Promise.all(Array.from({ length: FILLERS }, worker));
}
