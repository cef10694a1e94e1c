import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateBucketCommand,
  PutBucketNotificationConfigurationCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { CreateQueueCommand, DeleteMessageBatchCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { type SpawnedSkylab, spawnSkylab } from "@skylab/testkit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const KILLS = 6;
/** The process is killed after so many answers, at another moment each time. */
const LEAST_ANSWERS = 10;
const ANSWERS_STEP = 17;
const WRITERS = 8;
/** What a killed process left, another tells after half a minute. */
const A_MINUTE_MS = 60_000;

const Bucket = "events";
const QueueName = "events";
const QUEUE_ARN = `arn:aws:sqs:us-east-1:000000000000:${QueueName}`;

describe(`S3's events after ${KILLS} kills while objects are put`, () => {
  const sent = new Set<string>();
  const answered = new Set<string>();
  const told = new Set<string>();
  let folder: string;
  let skylab: SpawnedSkylab;

  /** Puts objects until so many were answered, and then kills. */
  async function putAndKill(round: number): Promise<void> {
    const enough = answered.size + LEAST_ANSWERS + ((round * ANSWERS_STEP) % 60);
    const client = skylab.client(S3Client);
    let killing: Promise<void> | undefined;
    const write = async (writer: number): Promise<void> => {
      for (let count = 0; killing === undefined; count += 1) {
        const Key = `${round}-${writer}-${count}`;
        sent.add(Key);
        await client.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
        answered.add(Key);
        if (answered.size >= enough) killing ??= skylab.kill9();
      }
    };
    // A writer ends with the error that the kill gives it.
    await Promise.allSettled(Array.from({ length: WRITERS }, (_, writer) => write(writer)));
    await killing;
  }

  /** Takes what is in the queue; answers whether it was anything. */
  async function take(): Promise<boolean> {
    const sqs = skylab.client(SQSClient);
    const QueueUrl = `${skylab.url}/000000000000/${QueueName}`;
    const asked = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 });
    const { Messages: messages = [] } = await sqs.send(asked);
    for (const { Body: body = "" } of messages) {
      for (const { s3 } of JSON.parse(body).Records ?? []) told.add(s3.object.key);
    }
    const Entries = messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
    if (Entries.length > 0) await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
    return Entries.length > 0;
  }

  const missing = (): string[] => [...answered].filter((key) => !told.has(key));

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "skylab-crash-"));
    skylab = await spawnSkylab({ folder: join(folder, "data") });
    const statement = { Effect: "Allow", Principal: { Service: "s3.amazonaws.com" }, Action: "*", Resource: "*" };
    const Attributes = { Policy: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }) };
    await skylab.client(SQSClient).send(new CreateQueueCommand({ QueueName, Attributes }));
    const client = skylab.client(S3Client);
    await client.send(new CreateBucketCommand({ Bucket }));
    const QueueConfigurations = [{ QueueArn: QUEUE_ARN, Events: ["s3:ObjectCreated:*" as const] }];
    const NotificationConfiguration = { QueueConfigurations };
    await client.send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration }));
    for (let round = 0; round < KILLS; round += 1) {
      await putAndKill(round);
      skylab = await skylab.restart();
    }
  }, 300_000);
  afterAll(async () => {
    await skylab.stop();
    await rm(folder, { recursive: true });
  });

  it("tell of every object that was acknowledged, and of none that nobody put", { timeout: 120_000 }, async () => {
    await fetch(`${skylab.url}/_skylab/clock`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ advance: A_MINUTE_MS / 1000 }),
    });
    let waited = 0;
    while (missing().length > 0 && waited < 30) waited = (await take()) ? 0 : waited + 1;
    expect(missing()).toEqual([]);
    expect([...told].filter((key) => !sent.has(key))).toEqual([]);
    expect(answered.size).toBeGreaterThan(KILLS * LEAST_ANSWERS);
  });
});
