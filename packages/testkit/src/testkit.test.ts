import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateQueueCommand,
  ListQueuesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Skylab, SpawnError, spawnSkylab, startSkylab, uniqueAccount, uniqueName } from "./index.ts";

describe("Skylab in the test's process", () => {
  let skylab: Skylab;
  beforeAll(async () => {
    skylab = await startSkylab();
  });
  afterAll(() => skylab.close());

  it("answers a client of the SDK", async () => {
    const sqs = skylab.client(SQSClient);
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: uniqueName("orders") }));
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "hello" }));
    const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
    expect(Messages?.map((message) => message.Body)).toEqual(["hello"]);
  });

  it("knows a client by its account", async () => {
    const sqs = skylab.client(SQSClient, { account: uniqueAccount() });
    await sqs.send(new CreateQueueCommand({ QueueName: "orders" }));
    const { QueueUrls } = await sqs.send(new ListQueuesCommand());
    expect(QueueUrls).toHaveLength(1);
  });

  it("lets a test move the clock", async () => {
    const sqs = skylab.client(SQSClient);
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: uniqueName("later") }));
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "later", DelaySeconds: 900 }));
    expect((await sqs.send(new ReceiveMessageCommand({ QueueUrl }))).Messages).toBeUndefined();
    await skylab.clock.advance(900_000);
    expect((await sqs.send(new ReceiveMessageCommand({ QueueUrl }))).Messages).toHaveLength(1);
  });
});

describe("Skylab as a process", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "skylab-test-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("is killed, started again on its data, and stopped", async () => {
    const first = await spawnSkylab({ folder: join(folder, "killed") });
    const { QueueUrl } = await first.client(SQSClient).send(new CreateQueueCommand({ QueueName: "orders" }));
    await first.client(SQSClient).send(new SendMessageCommand({ QueueUrl, MessageBody: "kept" }));
    await first.kill9();
    const second = await first.restart();
    expect(second.url).toBe(first.url);
    const { Messages } = await second.client(SQSClient).send(new ReceiveMessageCommand({ QueueUrl }));
    expect(Messages?.[0]?.Body).toBe("kept");
    expect(await second.stop()).toBe(0);
  });

  it("answers a long poll before SIGTERM ends it", async () => {
    const skylab = await spawnSkylab({ folder: join(folder, "stopped"), env: { SKYLAB_LOG_LEVEL: "info" } });
    const sqs = skylab.client(SQSClient);
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "quiet" }));
    const poll = sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }));
    // Both requests are on their way before the poll's answer can be: the second one's answer says that they arrived.
    await sqs.send(new ListQueuesCommand());
    const code = skylab.stop();
    expect((await poll).Messages).toBeUndefined();
    expect(await code).toBe(0);
    expect(skylab.output()).toMatch(/"operation":"ReceiveMessage".*"status":200/);
    expect(skylab.output()).not.toContain("AWS4-HMAC-SHA256");
  });

  it("that does not come up tells why", async () => {
    const starting = spawnSkylab({ folder: join(folder, "wrong"), env: { SKYLAB_PORT: "none" } });
    await expect(starting).rejects.toThrow(SpawnError);
    await expect(starting).rejects.toMatchObject({
      exitCode: 1,
      message: 'SKYLAB_PORT must be a whole number from 0 to 65535, not "none".',
    });
  });
});
