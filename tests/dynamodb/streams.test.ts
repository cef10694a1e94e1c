import { DeleteItemCommand, DescribeTableCommand, PutItemCommand, UpdateTableCommand } from "@aws-sdk/client-dynamodb";
import {
  DescribeStreamCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type GetShardIteratorCommandInput,
  ListStreamsCommand,
  type _Record as StreamRecord,
  type StreamViewType,
} from "@aws-sdk/client-dynamodb-streams";
import { TransactWriteCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import { refusal, useDynamo } from "./dynamodb.ts";

const dynamo = useDynamo();

const HOUR_MS = 3_600_000;

async function tableWithStream(
  StreamViewType: StreamViewType = "NEW_AND_OLD_IMAGES",
): Promise<{ readonly TableName: string; readonly arn: string }> {
  const TableName = await dynamo.createTable({ StreamSpecification: { StreamEnabled: true, StreamViewType } });
  const { Table } = await dynamo.client().send(new DescribeTableCommand({ TableName }));
  return { TableName, arn: Table?.LatestStreamArn ?? "" };
}

const put = (TableName: string, id: string, value: number): Promise<unknown> =>
  dynamo.client().send(new PutItemCommand({ TableName, Item: { id: { S: id }, value: { N: String(value) } } }));

async function shardsOf(StreamArn: string): Promise<string[]> {
  const { StreamDescription } = await dynamo.streams().send(new DescribeStreamCommand({ StreamArn }));
  return StreamDescription?.Shards?.map(({ ShardId = "" }) => ShardId) ?? [];
}

async function iteratorOf(
  StreamArn: string,
  how: Omit<GetShardIteratorCommandInput, "StreamArn" | "ShardId">,
): Promise<string> {
  const [ShardId] = await shardsOf(StreamArn);
  const { ShardIterator } = await dynamo.streams().send(new GetShardIteratorCommand({ StreamArn, ShardId, ...how }));
  return ShardIterator ?? "";
}

const read = async (ShardIterator: string | undefined) => {
  const { Records = [], NextShardIterator } = await dynamo.streams().send(new GetRecordsCommand({ ShardIterator }));
  return { records: Records, next: NextShardIterator };
};

const readAll = async (arn: string): Promise<StreamRecord[]> =>
  (await read(await iteratorOf(arn, { ShardIteratorType: "TRIM_HORIZON" }))).records;

const changes = (records: readonly StreamRecord[]): string[] =>
  records.map(({ eventName, dynamodb }) => {
    const of = (image: NonNullable<typeof dynamodb>["NewImage"]) => image?.["value"]?.N ?? "-";
    return `${eventName} ${dynamodb?.Keys?.["id"]?.S}: ${of(dynamodb?.OldImage)} > ${of(dynamodb?.NewImage)}`;
  });

describe("a stream", () => {
  it("has every change once, in its order", async () => {
    const { TableName, arn } = await tableWithStream();
    const client = dynamo.client();
    await put(TableName, "a", 1);
    await put(TableName, "a", 2);
    // That changes nothing, so that it is no change.
    await put(TableName, "a", 2);
    await dynamo.documents().send(
      new UpdateCommand({
        TableName,
        Key: { id: "a" },
        UpdateExpression: "ADD #value :one",
        ExpressionAttributeNames: { "#value": "value" },
        ExpressionAttributeValues: { ":one": 1 },
      }),
    );
    await client.send(new DeleteItemCommand({ TableName, Key: { id: { S: "a" } } }));
    await client.send(new DeleteItemCommand({ TableName, Key: { id: { S: "a" } } }));
    await dynamo
      .documents()
      .send(new TransactWriteCommand({ TransactItems: [{ Put: { TableName, Item: { id: "b", value: 9 } } }] }));
    const records = await readAll(arn);
    expect(changes(records)).toEqual([
      "INSERT a: - > 1",
      "MODIFY a: 1 > 2",
      "MODIFY a: 2 > 3",
      "REMOVE a: 3 > -",
      "INSERT b: - > 9",
    ]);
    expect(records[0]).toMatchObject({
      eventVersion: "1.1",
      eventSource: "aws:dynamodb",
      awsRegion: "us-east-1",
      dynamodb: { StreamViewType: "NEW_AND_OLD_IMAGES", SizeBytes: expect.any(Number) },
    });
    const sequence = records.map(({ dynamodb }) => BigInt(dynamodb?.SequenceNumber ?? ""));
    expect(sequence).toEqual(sequence.toSorted((a, b) => (a < b ? -1 : 1)));
    expect(new Set(records.map(({ eventID }) => eventID)).size).toBe(5);
  });

  it.each<[StreamViewType, string[]]>([
    ["KEYS_ONLY", ["Keys"]],
    ["NEW_IMAGE", ["Keys", "NewImage"]],
    ["OLD_IMAGE", ["Keys", "OldImage"]],
    ["NEW_AND_OLD_IMAGES", ["Keys", "NewImage", "OldImage"]],
  ])("shows %s", async (view, members) => {
    const { TableName, arn } = await tableWithStream(view);
    await put(TableName, "a", 1);
    await put(TableName, "a", 2);
    const [, { dynamodb } = {}] = await readAll(arn);
    const shown = ["Keys", "NewImage", "OldImage"].filter((name) => Object.hasOwn(dynamodb ?? {}, name));
    expect(shown).toEqual(members);
  });

  it("is read from its oldest record, its end, or any number in it", async () => {
    const { TableName, arn } = await tableWithStream();
    for (const value of [1, 2, 3]) await put(TableName, "a", value);
    const latest = await iteratorOf(arn, { ShardIteratorType: "LATEST" });
    const SequenceNumber = (await readAll(arn))[1]?.dynamodb?.SequenceNumber;
    const at = await read(await iteratorOf(arn, { ShardIteratorType: "AT_SEQUENCE_NUMBER", SequenceNumber }));
    expect(changes(at.records)).toEqual(["MODIFY a: 1 > 2", "MODIFY a: 2 > 3"]);
    const after = await read(await iteratorOf(arn, { ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber }));
    expect(changes(after.records)).toEqual(["MODIFY a: 2 > 3"]);
    await put(TableName, "a", 4);
    expect(changes((await read(latest)).records)).toEqual(["MODIFY a: 3 > 4"]);
    expect(changes((await read(after.next)).records)).toEqual(["MODIFY a: 3 > 4"]);
  });

  it("is trimmed after a day", async () => {
    const { TableName, arn } = await tableWithStream();
    await put(TableName, "a", 1);
    await dynamo.skylab().clock.advance(25 * HOUR_MS);
    await put(TableName, "a", 2);
    expect(changes(await readAll(arn))).toEqual(["MODIFY a: 1 > 2"]);
  });

  it("is listed and described, and stays a while when it is turned off", async () => {
    const { TableName, arn } = await tableWithStream("KEYS_ONLY");
    await put(TableName, "a", 1);
    const StreamLabel = arn.slice(arn.lastIndexOf("/") + 1);
    const { Streams } = await dynamo.streams().send(new ListStreamsCommand({ TableName }));
    expect(Streams).toEqual([{ TableName, StreamArn: arn, StreamLabel }]);
    const describeStream = async () =>
      (await dynamo.streams().send(new DescribeStreamCommand({ StreamArn: arn }))).StreamDescription;
    expect(await describeStream()).toMatchObject({
      StreamStatus: "ENABLED",
      StreamViewType: "KEYS_ONLY",
      TableName,
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    });
    await dynamo.client().send(new UpdateTableCommand({ TableName, StreamSpecification: { StreamEnabled: false } }));
    expect((await describeStream())?.StreamStatus).toMatch(/^DISABL(ED|ING)$/);
    await put(TableName, "a", 2);
    expect(await readAll(arn)).toHaveLength(1);
  });

  it("that is missing is refused in AWS's words", async () => {
    const StreamArn = "arn:aws:dynamodb:us-east-1:000000000000:table/missing/stream/2026-11-26T00:00:00.000";
    expect(await refusal(dynamo.streams().send(new DescribeStreamCommand({ StreamArn })))).toBe(
      `400 ResourceNotFoundException: Requested resource not found: Stream: ${StreamArn} not found`,
    );
  });
});
