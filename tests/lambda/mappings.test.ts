import { DynamoDBClient, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import {
  CreateEventSourceMappingCommand,
  DeleteEventSourceMappingCommand,
  GetEventSourceMappingCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
  UpdateEventSourceMappingCommand,
} from "@aws-sdk/client-lambda";
import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import {
  GetQueueAttributesCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { uniqueName } from "@skylab/testkit";
import { expect, it } from "vitest";
import { soon } from "../soon.ts";
import { useSkylab } from "../use-skylab.ts";
import {
  type Clients,
  createFunction,
  createQueue,
  createRole,
  createTable,
  map,
  takeTold,
  type TestQueue,
} from "./mapped.ts";

const skylab = useSkylab();
const clients: Clients = { client: (Class) => skylab().client(Class) };

const ECHO = "exports.handler = async ({ Records }) => tell(Records);";
const FAIL = 'exports.handler = async () => { throw new Error("no"); };';

/** Ample for a busy machine, on which one attempt must be enough. */
const TIMEOUT_SECONDS = 60;
/** Nothing comes again by itself: the clock is moved. */
const VISIBILITY_SECONDS = 600;
const HIDES = { VisibilityTimeout: String(VISIBILITY_SECONDS) };

/** Has what alone is in a queue, where it is hidden from who has received it, come again. */
async function comeAgain({ url }: TestQueue): Promise<void> {
  const AttributeNames = ["ApproximateNumberOfMessages" as const, "ApproximateNumberOfMessagesNotVisible" as const];
  await soon(async () => {
    const asked = new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames });
    const { Attributes } = await clients.client(SQSClient).send(asked);
    expect(Attributes).toEqual({ ApproximateNumberOfMessages: "0", ApproximateNumberOfMessagesNotVisible: "1" });
  });
  await skylab().clock.advance(VISIBILITY_SECONDS * 1000);
}

type QueueRecord = { readonly messageId: string; readonly body: string; readonly eventSource: string };

it("messages of a queue come to a function, and what it fails at to the dead letters", async () => {
  const sqs = clients.client(SQSClient);
  const [queue, told, dead] = [
    await createQueue(clients, HIDES),
    await createQueue(clients),
    await createQueue(clients),
  ];
  const code = `exports.handler = async ({ Records }) => {
    await tell(Records);
    if (Records.some(({ body }) => body.includes("poison"))) throw new Error("poisoned");
  };`;
  const FunctionName = await createFunction(clients, { code, told, timeout: TIMEOUT_SECONDS });
  await map(clients, { FunctionName, EventSourceArn: queue.arn, BatchSize: 1 });
  const sent = await sqs.send(new SendMessageCommand({ QueueUrl: queue.url, MessageBody: "hello" }));
  const [records] = await takeTold<readonly QueueRecord[]>(clients, told, (all) => all.length === 1);
  expect(records).toMatchObject([{ messageId: sent.MessageId, body: "hello", eventSource: "aws:sqs" }]);
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 1 });
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl: queue.url, Attributes: { RedrivePolicy } }));
  await soon(async () => {
    const asked = new GetQueueAttributesCommand({ QueueUrl: queue.url, AttributeNames: ["RedrivePolicy"] });
    expect((await sqs.send(asked)).Attributes).toEqual({ RedrivePolicy });
  });
  await sqs.send(new SendMessageCommand({ QueueUrl: queue.url, MessageBody: '"poison"' }));
  await takeTold(clients, told, (all) => all.length === 1);
  await comeAgain(queue);
  const letters = await takeTold<string>(clients, dead, (all) => all.length === 1);
  expect(letters).toEqual(["poison"]);
});

it("of a batch the function reports what failed, and only that comes again", async () => {
  const sqs = clients.client(SQSClient);
  const [queue, told] = [await createQueue(clients, HIDES), await createQueue(clients)];
  const code = `exports.handler = async ({ Records }) => {
    const isAgain = ({ attributes }) => attributes.ApproximateReceiveCount !== "1";
    const failed = Records.filter((record) => record.body === "flaky" && !isAgain(record));
    await tell(Records.filter((record) => !failed.includes(record)).map(({ body }) => body));
    return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  };`;
  const FunctionName = await createFunction(clients, { code, told, timeout: TIMEOUT_SECONDS });
  const FunctionResponseTypes = ["ReportBatchItemFailures" as const];
  await map(clients, { FunctionName, EventSourceArn: queue.arn, FunctionResponseTypes });
  const Entries = ["good", "flaky", "fine"].map((body) => ({ Id: body, MessageBody: body }));
  await sqs.send(new SendMessageBatchCommand({ QueueUrl: queue.url, Entries }));
  await comeAgain(queue);
  const all = await takeTold<readonly string[]>(clients, told, (values) => values.flat().length === 3);
  expect(all.flat().toSorted()).toEqual(["fine", "flaky", "good"]);
});

it("changes of a table come to a function in their order, and a filter takes some of them", async () => {
  const dynamodb = clients.client(DynamoDBClient);
  const [table, told] = [await createTable(clients), await createQueue(clients)];
  const FunctionName = await createFunction(clients, { code: ECHO, told });
  const Pattern = JSON.stringify({ eventName: ["INSERT", "MODIFY"], dynamodb: { NewImage: { id: { S: ["a"] } } } });
  const EventSourceArn = table.streamArn;
  const FilterCriteria = { Filters: [{ Pattern }] };
  await map(clients, { FunctionName, EventSourceArn, StartingPosition: "LATEST", FilterCriteria });
  await table.put("a", 0);
  await table.put("b", 0);
  await dynamodb.send(
    new UpdateItemCommand({
      TableName: table.name,
      Key: { id: { S: "a" } },
      UpdateExpression: "SET seen = :seen",
      ExpressionAttributeValues: { ":seen": { BOOL: true } },
    }),
  );
  type StreamRecord = { readonly eventName: string; readonly dynamodb: { readonly Keys: object } };
  const all = await takeTold<readonly StreamRecord[]>(clients, told, (values) => values.flat().length === 2);
  expect(all.flat().map(({ dynamodb: { Keys }, eventName }) => [eventName, Keys])).toEqual([
    ["INSERT", { id: { S: "a" } }],
    ["MODIFY", { id: { S: "a" } }],
  ]);
});

it("a bucket gets the records of a stream that are given up, with what AWS tells of them", async () => {
  const s3 = clients.client(S3Client);
  const Bucket = uniqueName("given-up");
  await s3.send(new CreateBucketCommand({ Bucket }));
  const table = await createTable(clients);
  const FunctionName = await createFunction(clients, { code: FAIL });
  await table.put("a", 0);
  const UUID = await map(clients, {
    FunctionName,
    EventSourceArn: table.streamArn,
    StartingPosition: "TRIM_HORIZON",
    MaximumRetryAttempts: 0,
    DestinationConfig: { OnFailure: { Destination: `arn:aws:s3:::${Bucket}` } },
  });
  const Key = await soon(async () => {
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
    expect(Contents).toHaveLength(1);
    return Contents[0]?.Key ?? "";
  });
  expect(Key).toMatch(new RegExp(`^aws/lambda/${UUID}/shardId-[^/]+/\\d{4}/\\d\\d/\\d\\d/[\\dT.-]+-[0-9a-f-]{36}$`));
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  const document = JSON.parse((await Body?.transformToString()) ?? "");
  expect(document).toMatchObject({
    requestContext: { condition: "RetryAttemptsExhausted", approximateInvokeCount: 1 },
    responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
    DDBStreamBatchInfo: { batchSize: 1, streamArn: table.streamArn },
  });
  expect(JSON.parse(document.payload)).toMatchObject({ Records: [{ eventSource: "aws:dynamodb" }] });
  const lambda = clients.client(LambdaClient);
  await soon(async () => {
    const { LastProcessingResult } = await lambda.send(new GetEventSourceMappingCommand({ UUID }));
    expect(LastProcessingResult).toBe("PROBLEM: Function call failed");
  });
});

it("a mapping is changed, listed, disabled and deleted by the SDK, its states telling what has come about", async () => {
  const lambda = clients.client(LambdaClient);
  const queue = await createQueue(clients);
  const FunctionName = await createFunction(clients, { code: FAIL });
  const UUID = await map(clients, { FunctionName, EventSourceArn: queue.arn, Tags: { team: "a" } });
  const updated = await lambda.send(new UpdateEventSourceMappingCommand({ UUID, BatchSize: 3, Enabled: false }));
  expect(updated).toMatchObject({ BatchSize: 3, State: "Disabling" });
  await soon(async () => {
    expect((await lambda.send(new GetEventSourceMappingCommand({ UUID }))).State).toBe("Disabled");
  });
  const { EventSourceMappings } = await lambda.send(new ListEventSourceMappingsCommand({ FunctionName }));
  expect(EventSourceMappings).toMatchObject([{ UUID, EventSourceArn: queue.arn, State: "Disabled" }]);
  const deleted = await lambda.send(new DeleteEventSourceMappingCommand({ UUID }));
  expect(deleted.State).toBe("Deleting");
  await soon(async () => {
    await expect(lambda.send(new GetEventSourceMappingCommand({ UUID }))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: "The resource you requested does not exist.",
    });
  });
});

it("a role that may not receive has no mapping", async () => {
  const lambda = clients.client(LambdaClient);
  const queue = await createQueue(clients);
  const role = await createRole(clients, []);
  const FunctionName = await createFunction(clients, { code: FAIL, role });
  const create = lambda.send(new CreateEventSourceMappingCommand({ FunctionName, EventSourceArn: queue.arn }));
  await expect(create).rejects.toMatchObject({
    name: "InvalidParameterValueException",
    message: "The function execution role does not have permissions to call ReceiveMessage on SQS",
  });
});
