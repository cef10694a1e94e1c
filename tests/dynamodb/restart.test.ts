import { DescribeTableCommand, DynamoDBClient, type TableDescription } from "@aws-sdk/client-dynamodb";
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from "@aws-sdk/client-dynamodb-streams";
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
} from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import { createTable, ORDERS } from "./dynamodb.ts";
import { endpoint, useMortalSkylab } from "../use-skylab.ts";

// Nobody else's Skylab is killed from here.
describe.skipIf(endpoint !== undefined)("after kill -9 and a start on the same data", () => {
  const { skylab, killAndRestart } = useMortalSkylab();
  const client = (): DynamoDBClient => skylab().client(DynamoDBClient);
  const documents = (): DynamoDBDocumentClient => DynamoDBDocumentClient.from(client());
  const describeTable = async (TableName: string): Promise<TableDescription | undefined> =>
    (await client().send(new DescribeTableCommand({ TableName }))).Table;

  it("tables, items, their indexes and streams are as they were acknowledged", async () => {
    const TableName = await createTable(client(), {
      ...ORDERS,
      StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_IMAGE" },
    });
    const orders = Array.from({ length: 40 }, (_, number) => ({ customer: "ada", number, status: "open", total: 1 }));
    await Promise.all(orders.map((Item) => documents().send(new PutCommand({ TableName, Item }))));
    const before = await describeTable(TableName);
    await killAndRestart();
    const { ItemCount: _count, TableSizeBytes: _bytes, ...kept } = before ?? {};
    expect(await describeTable(TableName)).toMatchObject({ TableId: kept.TableId, TableArn: kept.TableArn });
    const { Items } = await documents().send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: "customer = :ada",
        ExpressionAttributeValues: { ":ada": "ada" },
        ConsistentRead: true,
      }),
    );
    expect(Items).toEqual(orders);
    const { Count } = await documents().send(
      new QueryCommand({
        TableName,
        IndexName: "by-status",
        KeyConditionExpression: "#status = :open",
        ExpressionAttributeNames: { "#status": "status" },
        ExpressionAttributeValues: { ":open": "open" },
      }),
    );
    expect(Count).toBe(orders.length);
    const StreamArn = before?.LatestStreamArn;
    const streams = skylab().client(DynamoDBStreamsClient);
    const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
    const ShardId = StreamDescription?.Shards?.[0]?.ShardId;
    const from = new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType: "TRIM_HORIZON" });
    const { ShardIterator } = await streams.send(from);
    const { Records } = await streams.send(new GetRecordsCommand({ ShardIterator }));
    expect(new Set(Records?.map(({ dynamodb }) => dynamodb?.Keys?.["number"]?.N)).size).toBe(orders.length);
    expect(Records).toHaveLength(orders.length);
  });

  it("no transaction that was under way is half done, and none that was answered is missing", async () => {
    const TableName = await createTable(client());
    const acknowledged = new Set<number>();
    let begun = 0;
    const writeForEver = async (): Promise<never> => {
      for (;;) {
        const number = (begun += 1);
        const put = (side: string) => ({ Put: { TableName, Item: { id: `${number} ${side}` } } });
        await documents().send(new TransactWriteCommand({ TransactItems: [put("left"), put("right")] }));
        acknowledged.add(number);
      }
    };
    const workers = Array.from({ length: 8 }, () => writeForEver().catch(String));
    while (acknowledged.size < 50) await describeTable(TableName);
    await killAndRestart();
    await Promise.all(workers);
    for (let number = 1; number <= begun; number += 1) {
      const Keys = ["left", "right"].map((side) => ({ id: `${number} ${side}` }));
      const RequestItems = { [TableName]: { Keys, ConsistentRead: true } };
      const { Responses } = await documents().send(new BatchGetCommand({ RequestItems }));
      const there = Responses?.[TableName]?.length;
      expect([number, there]).toEqual([number, acknowledged.has(number) ? 2 : there === 2 ? 2 : 0]);
    }
  });
});
