import {
  BatchGetCommand,
  BatchWriteCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  NumberValue,
  PutCommand,
  QueryCommand,
  ScanCommand,
  TransactGetCommand,
  TransactWriteCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import { useDynamo } from "./dynamodb.ts";

const dynamo = useDynamo();

const put = (id: string) => ({ PutRequest: { Item: { id, count: 0 } } });

describe("the document client", () => {
  it("keeps plain values as they are", async () => {
    const TableName = await dynamo.createTable();
    const client = dynamo.documents();
    const Item = {
      id: "k",
      text: "hello",
      empty: "",
      number: -1.5,
      yes: true,
      nothing: null,
      bytes: Uint8Array.of(1, 2),
      list: [1, "two", [false], { three: 3 }],
      map: { a: { b: [] } },
      texts: new Set(["a", "b"]),
      numbers: new Set([1, 2]),
    };
    await client.send(new PutCommand({ TableName, Item }));
    expect((await client.send(new GetCommand({ TableName, Key: { id: "k" } }))).Item).toEqual(Item);
    expect((await client.send(new ScanCommand({ TableName }))).Items).toEqual([Item]);
    const { Items } = await client.send(
      new QueryCommand({ TableName, KeyConditionExpression: "id = :id", ExpressionAttributeValues: { ":id": "k" } }),
    );
    expect(Items).toEqual([Item]);
  });

  it("keeps numbers that JavaScript has none for", async () => {
    const TableName = await dynamo.createTable();
    const wrapNumbers = { unmarshallOptions: { wrapNumbers: true } };
    const client = DynamoDBDocumentClient.from(dynamo.client(), wrapNumbers);
    const digits = "12345678901234567890123456789012345678";
    await client.send(
      new PutCommand({ TableName, Item: { id: "k", big: NumberValue.from(digits), bigger: 2n ** 64n } }),
    );
    const { Item } = await client.send(new GetCommand({ TableName, Key: { id: "k" } }));
    expect([String(Item?.["big"]), String(Item?.["bigger"])]).toEqual([digits, String(2n ** 64n)]);
  });

  it("writes and reads in batches and transactions", async () => {
    const TableName = await dynamo.createTable();
    const client = dynamo.documents();
    await client.send(new BatchWriteCommand({ RequestItems: { [TableName]: [put("a"), put("b")] } }));
    await client.send(
      new TransactWriteCommand({
        TransactItems: [
          {
            Update: {
              TableName,
              Key: { id: "a" },
              UpdateExpression: "ADD #count :one",
              ExpressionAttributeNames: { "#count": "count" },
              ExpressionAttributeValues: { ":one": 1 },
            },
          },
          { Delete: { TableName, Key: { id: "b" } } },
          { Put: { TableName, Item: { id: "c", count: 3 } } },
        ],
      }),
    );
    const Keys = ["a", "b", "c"].map((id) => ({ id }));
    const { Responses } = await client.send(new BatchGetCommand({ RequestItems: { [TableName]: { Keys } } }));
    expect(new Set(Responses?.[TableName]?.map(({ id, count }) => `${id}: ${count}`))).toEqual(
      new Set(["a: 1", "c: 3"]),
    );
    const read = await client.send(
      new TransactGetCommand({ TransactItems: Keys.map((Key) => ({ Get: { TableName, Key } })) }),
    );
    expect(read.Responses?.map(({ Item }) => Item)).toEqual([{ id: "a", count: 1 }, undefined, { id: "c", count: 3 }]);
  });

  it("updates and deletes", async () => {
    const TableName = await dynamo.createTable();
    const client = dynamo.documents();
    const Key = { id: "k" };
    const { Attributes } = await client.send(
      new UpdateCommand({
        TableName,
        Key,
        UpdateExpression: "SET profile = :profile",
        ExpressionAttributeValues: { ":profile": { names: ["Ada"], born: 1815 } },
        ReturnValues: "ALL_NEW",
      }),
    );
    expect(Attributes).toEqual({ ...Key, profile: { names: ["Ada"], born: 1815 } });
    const deleted = await client.send(new DeleteCommand({ TableName, Key, ReturnValues: "ALL_OLD" }));
    expect(deleted.Attributes).toEqual(Attributes);
  });
});
