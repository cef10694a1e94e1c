import {
  DescribeTimeToLiveCommand,
  GetItemCommand,
  PutItemCommand,
  UpdateTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb";
import {
  DescribeStreamCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
} from "@aws-sdk/client-dynamodb-streams";
import { describe, expect, it } from "vitest";
import { soon } from "../soon.ts";
import { refusal, useDynamo } from "./dynamodb.ts";

const dynamo = useDynamo();

const MINUTE_MS = 60_000;
/** More than pass while a test waits for the job. */
const DAYS_OF_MINUTES = 10 * 24 * 60;

const setTimeToLive = (TableName: string, Enabled = true): Promise<unknown> =>
  dynamo
    .client()
    .send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification: { AttributeName: "expires", Enabled } }));

/** Expires so many minutes from now. */
async function put(TableName: string, id: string, minutes: number): Promise<void> {
  const expires = Math.floor(((await dynamo.skylab().clock.now()) + minutes * MINUTE_MS) / 1000);
  await dynamo
    .client()
    .send(new PutItemCommand({ TableName, Item: { id: { S: id }, expires: { N: String(expires) } } }));
}

const isThere = async (TableName: string, id: string): Promise<boolean> => {
  const get = new GetItemCommand({ TableName, Key: { id: { S: id } }, ConsistentRead: true });
  return (await dynamo.client().send(get)).Item !== undefined;
};

describe("an item whose time has come", () => {
  it("is deleted within a minute, and the stream says by whom", async () => {
    const TableName = await dynamo.createTable({
      StreamSpecification: { StreamEnabled: true, StreamViewType: "OLD_IMAGE" },
    });
    await setTimeToLive(TableName);
    await put(TableName, "soon", 10);
    await put(TableName, "later", DAYS_OF_MINUTES);
    await dynamo.skylab().clock.advance(11 * MINUTE_MS);
    await soon(async () => {
      await dynamo.skylab().clock.advance(MINUTE_MS);
      expect(await isThere(TableName, "soon")).toBe(false);
    });
    expect(await isThere(TableName, "later")).toBe(true);
    const streams = dynamo.streams();
    const { Streams } = await streams.send(new ListStreamsCommand({ TableName }));
    const StreamArn = Streams?.[0]?.StreamArn;
    const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
    const ShardId = StreamDescription?.Shards?.[0]?.ShardId;
    const from = { StreamArn, ShardId, ShardIteratorType: "TRIM_HORIZON" as const };
    const { ShardIterator } = await streams.send(new GetShardIteratorCommand(from));
    const { Records } = await streams.send(new GetRecordsCommand({ ShardIterator }));
    expect(Records?.at(-1)).toMatchObject({
      eventName: "REMOVE",
      userIdentity: { PrincipalId: "dynamodb.amazonaws.com", Type: "Service" },
      dynamodb: { Keys: { id: { S: "soon" } }, OldImage: { id: { S: "soon" } } },
    });
  });

  it("stays where time to live was turned off", async () => {
    const TableName = await dynamo.createTable();
    const watched = await dynamo.createTable();
    for (const table of [TableName, watched]) {
      await setTimeToLive(table);
      await put(table, "k", 120);
    }
    await dynamo.skylab().clock.advance(61 * MINUTE_MS);
    await setTimeToLive(TableName, false);
    await dynamo.skylab().clock.advance(61 * MINUTE_MS);
    await soon(async () => {
      // A turn that was under way when the time came is followed by another a minute later.
      await dynamo.skylab().clock.advance(MINUTE_MS);
      expect(await isThere(watched, "k")).toBe(false);
    });
    expect(await isThere(TableName, "k")).toBe(true);
  });
});

describe("time to live", () => {
  it("is described", async () => {
    const TableName = await dynamo.createTable();
    const describeIt = async () =>
      (await dynamo.client().send(new DescribeTimeToLiveCommand({ TableName }))).TimeToLiveDescription;
    expect(await describeIt()).toEqual({ TimeToLiveStatus: "DISABLED" });
    await setTimeToLive(TableName);
    await soon(async () =>
      expect(await describeIt()).toEqual({ TimeToLiveStatus: "ENABLED", AttributeName: "expires" }),
    );
  });

  it("that is on is refused to be turned on again", async () => {
    const TableName = await dynamo.createTable();
    await setTimeToLive(TableName);
    expect(await refusal(setTimeToLive(TableName))).toBe("400 ValidationException: TimeToLive is already enabled");
  });
});
