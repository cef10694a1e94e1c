import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { CreateQueueCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { type SpawnedSkylab, spawnSkylab } from "@skylab/testkit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { endpoint } from "../use-skylab.ts";

const REGION = "eu-west-1";

describe.skipIf(endpoint !== undefined)("where SKYLAB_REGION is another", () => {
  let folder: string;
  let skylab: SpawnedSkylab;
  const config = () => ({
    endpoint: skylab.url,
    region: REGION,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  const see = async (path: string): Promise<string> => (await fetch(`${skylab.url}${path}`)).text();

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "skylab-test-"));
    skylab = await spawnSkylab({ folder: join(folder, "data"), env: { SKYLAB_REGION: REGION } });
  });
  afterAll(async () => {
    await skylab.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it("the endpoint of developers shows the messages of its queues", async () => {
    const sqs = new SQSClient(config());
    await sqs.send(new CreateQueueCommand({ QueueName: "orders" }));
    const QueueUrl = `${skylab.url}/000000000000/orders`;
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "hello" }));
    expect(await see(`/_aws/sqs/messages?QueueUrl=${QueueUrl}`)).toContain("hello");
  });

  it("that of SNS shows the texts that were sent there", async () => {
    await new SNSClient(config()).send(new PublishCommand({ PhoneNumber: "+15551234567", Message: "hello" }));
    expect(await see("/_aws/sns/sms-messages")).toContain("hello");
  });
});
