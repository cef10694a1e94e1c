import {
  DynamoDBClient,
  GetItemCommand,
  TransactWriteItemsCommand,
  type TransactWriteItemsCommandOutput,
} from "@aws-sdk/client-dynamodb";
import { expect, it } from "vitest";
import { createTable } from "../dynamodb/dynamodb.ts";
import { useMortalSkylab } from "../use-skylab.ts";

const KILLS = 5;
const READERS = 4;
/** Written in the same transaction, so that it takes a while until that is on disk. */
const BALLAST = Array.from({ length: 9 }, (_, index) => `ballast ${index}`);
const BALLAST_TEXT = "x".repeat(380_000);

const { killAndRestart, skylab } = useMortalSkylab();

const client = (): DynamoDBClient => skylab().client(DynamoDBClient);

it("what a read has shown is there after a kill, also where its writer had no answer yet", async () => {
  const TableName = await createTable(client());
  const write = (value: number): Promise<TransactWriteItemsCommandOutput> => {
    const item = (id: string, text: string) => ({ id: { S: id }, n: { N: `${value}` }, text: { S: text } });
    const items = [item("shown", ""), ...BALLAST.map((id) => item(id, BALLAST_TEXT))];
    const TransactItems = items.map((Item) => ({ Put: { TableName, Item } }));
    return client().send(new TransactWriteItemsCommand({ TransactItems }));
  };
  const read = async (): Promise<number> => {
    const get = new GetItemCommand({ TableName, Key: { id: { S: "shown" } }, ConsistentRead: true });
    const { Item } = await client().send(get);
    return Number(Item?.["n"]?.N ?? 0);
  };

  const lost: string[] = [];
  for (let value = 1; value <= KILLS; value += 1) {
    const writing = Promise.allSettled([write(value)]);
    const untilShown = async (): Promise<void> => {
      while ((await read()) !== value);
    };
    await Promise.any(Array.from({ length: READERS }, untilShown));
    await killAndRestart();
    await writing;
    const after = await read();
    if (after !== value) lost.push(`${value} was read, and after the kill ${after}`);
  }
  expect(lost).toEqual([]);
});
