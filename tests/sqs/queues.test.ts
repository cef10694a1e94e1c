import {
  AddPermissionCommand,
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  ListQueueTagsCommand,
  RemovePermissionCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  TagQueueCommand,
  UntagQueueCommand,
} from "@aws-sdk/client-sqs";
import { uniqueAccount, uniqueName } from "@skylab/testkit";
import { describe, expect, it } from "vitest";
import { soon } from "../soon.ts";
import { type TestQueue, useSqs } from "./sqs.ts";

const sqs = useSqs();
const later = (seconds: number): Promise<void> => sqs.skylab().clock.advance(seconds * 1000);
const allAttributes = async (queue: TestQueue): Promise<Record<string, string> | undefined> =>
  (await sqs.client().send(new GetQueueAttributesCommand({ QueueUrl: queue.url, AttributeNames: ["All"] }))).Attributes;
const setAttributes = (queue: TestQueue, Attributes: Record<string, string>): Promise<unknown> =>
  sqs.client().send(new SetQueueAttributesCommand({ QueueUrl: queue.url, Attributes }));

const create = (QueueName: string, Attributes = {}): Promise<unknown> =>
  sqs.client().send(new CreateQueueCommand({ QueueName, Attributes }));

describe("creating a queue", () => {
  it("answers its URL, under which it is found", async () => {
    const queue = await sqs.createQueue();
    expect(queue.url).toBe(`${sqs.skylab().url}/000000000000/${queue.name}`);
    const found = await sqs.client().send(new GetQueueUrlCommand({ QueueName: queue.name }));
    expect(found.QueueUrl).toBe(queue.url);
  });

  it("twice answers the same queue, unless an attribute differs", async () => {
    const queue = await sqs.createQueue({ DelaySeconds: "5" });
    const again = (Attributes: Record<string, string>): Promise<{ QueueUrl?: string | undefined }> =>
      sqs.client().send(new CreateQueueCommand({ QueueName: queue.name, Attributes }));
    expect((await again({ DelaySeconds: "5" })).QueueUrl).toBe(queue.url);
    expect((await again({ VisibilityTimeout: "30" })).QueueUrl).toBe(queue.url);
    await expect(again({ DelaySeconds: "6" })).rejects.toMatchObject({
      name: "QueueNameExists",
      Code: "QueueAlreadyExists",
      message: "A queue already exists with the same name and a different value for attribute DelaySeconds",
    });
  });

  it("needs a name that AWS allows", async () => {
    await expect(create("a b")).rejects.toMatchObject({
      Code: "InvalidParameterValue",
      message: "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length",
    });
    await expect(create("orders", { FifoQueue: "true" })).rejects.toMatchObject({
      message:
        "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length.",
    });
  });

  it("may tag it", async () => {
    const { QueueUrl } = await sqs
      .client()
      .send(new CreateQueueCommand({ QueueName: uniqueName("tagged"), tags: { team: "a" } }));
    const { Tags } = await sqs.client().send(new ListQueueTagsCommand({ QueueUrl }));
    expect(Tags).toEqual({ team: "a" });
  });
});

describe("deleting a queue", () => {
  it("forgets it, its messages, and for a minute its name", async () => {
    const queue = await sqs.createQueue();
    await queue.send("message");
    await sqs.client().send(new DeleteQueueCommand({ QueueUrl: queue.url }));
    await soon(async () => {
      await expect(queue.send("message")).rejects.toMatchObject({
        name: "QueueDoesNotExist",
        message: "The specified queue does not exist.",
      });
    });
    await expect(create(queue.name)).rejects.toMatchObject({
      name: "QueueDeletedRecently",
      message: "You must wait 60 seconds after deleting a queue before you can create another with the same name.",
    });
    await later(61);
    await create(queue.name);
    expect(await queue.receive()).toEqual([]);
  });

  it("ends the wait of a receive", async () => {
    const queue = await sqs.createQueue();
    const receiving = queue.receive({ WaitTimeSeconds: 20 });
    await sqs.client().send(new DeleteQueueCommand({ QueueUrl: queue.url }));
    await expect(receiving.catch(() => [])).resolves.toEqual([]);
  });
});

describe("the attributes of a queue", () => {
  it("are AWS's defaults", async () => {
    const queue = await sqs.createQueue();
    expect(await allAttributes(queue)).toEqual({
      QueueArn: `arn:aws:sqs:us-east-1:000000000000:${queue.name}`,
      ApproximateNumberOfMessages: "0",
      ApproximateNumberOfMessagesNotVisible: "0",
      ApproximateNumberOfMessagesDelayed: "0",
      CreatedTimestamp: expect.stringMatching(/^\d{10}$/),
      LastModifiedTimestamp: expect.stringMatching(/^\d{10}$/),
      VisibilityTimeout: "30",
      MaximumMessageSize: "1048576",
      MessageRetentionPeriod: "345600",
      DelaySeconds: "0",
      ReceiveMessageWaitTimeSeconds: "0",
      SqsManagedSseEnabled: "true",
    });
    expect(await allAttributes(await sqs.createQueue({ FifoQueue: "true" }))).toMatchObject({
      FifoQueue: "true",
      ContentBasedDeduplication: "false",
      DeduplicationScope: "queue",
      FifoThroughputLimit: "perQueue",
    });
  });

  it("are set, and taken away by an empty value", async () => {
    const queue = await sqs.createQueue();
    await later(5);
    await setAttributes(queue, { VisibilityTimeout: "7", KmsMasterKeyId: "alias/aws/sqs" });
    const attributes = await soon(async () => {
      const found = await allAttributes(queue);
      expect(found).toMatchObject({
        VisibilityTimeout: "7",
        KmsMasterKeyId: "alias/aws/sqs",
        KmsDataKeyReusePeriodSeconds: "300",
        SqsManagedSseEnabled: "false",
      });
      return found;
    });
    expect(
      Number(attributes?.["LastModifiedTimestamp"]) - Number(attributes?.["CreatedTimestamp"]),
    ).toBeGreaterThanOrEqual(5);
    await setAttributes(queue, { KmsMasterKeyId: "" });
    await soon(async () => {
      expect(await allAttributes(queue)).not.toHaveProperty("KmsMasterKeyId");
    });
  });

  it.each([
    [{ Nonsense: "1" }, "InvalidAttributeName", "Unknown Attribute Nonsense."],
    [{ DelaySeconds: "901" }, "InvalidAttributeValue", "Invalid value for the parameter DelaySeconds."],
    [{ FifoQueue: "true" }, "InvalidAttributeName", "Unknown Attribute FifoQueue."],
    [{ Policy: "no policy" }, "InvalidAttributeValue", "Invalid value for the parameter Policy."],
    [{}, "MissingParameter", "The request must contain the parameter Attribute.Name."],
  ])("are not set to %j", async (attributes, name, message) => {
    const queue = await sqs.createQueue();
    await expect(setAttributes(queue, attributes)).rejects.toMatchObject({ name, message });
    expect(await queue.attribute("VisibilityTimeout")).toBe("30");
  });

  it("that no queue has cannot be asked for", async () => {
    const queue = await sqs.createQueue();
    await expect(queue.attribute("Nonsense")).rejects.toMatchObject({
      name: "InvalidAttributeName",
      message: "Unknown Attribute Nonsense.",
    });
    expect(await queue.attribute("Policy")).toBeUndefined();
  });
});

/** The names that queue URLs end with. */
const names = (urls: readonly string[] = []): (string | undefined)[] => urls.map((url) => url.split("/").at(-1));

describe("listing queues", () => {
  it("goes by prefix and by pages", async () => {
    const client = sqs.client({ account: uniqueAccount() });
    expect(await client.send(new ListQueuesCommand())).not.toHaveProperty("QueueUrls");
    for (const QueueName of ["b2", "a", "b1", "b3"]) await client.send(new CreateQueueCommand({ QueueName }));
    const all = await client.send(new ListQueuesCommand());
    expect(names(all.QueueUrls)).toEqual(["a", "b1", "b2", "b3"]);
    const first = await client.send(new ListQueuesCommand({ QueueNamePrefix: "b", MaxResults: 2 }));
    expect(names(first.QueueUrls)).toEqual(["b1", "b2"]);
    const { NextToken } = first;
    const second = await client.send(new ListQueuesCommand({ QueueNamePrefix: "b", MaxResults: 2, NextToken }));
    expect(names(second.QueueUrls)).toEqual(["b3"]);
    expect(second).not.toHaveProperty("NextToken");
  });
});

describe("the tags of a queue", () => {
  it("are added, changed, and removed", async () => {
    const { url: QueueUrl } = await sqs.createQueue();
    const tags = async (): Promise<unknown> => sqs.client().send(new ListQueueTagsCommand({ QueueUrl }));
    expect(await tags()).not.toHaveProperty("Tags");
    await sqs.client().send(new TagQueueCommand({ QueueUrl, Tags: { a: "1", b: "2" } }));
    await sqs.client().send(new TagQueueCommand({ QueueUrl, Tags: { b: "3" } }));
    await sqs.client().send(new UntagQueueCommand({ QueueUrl, TagKeys: ["a"] }));
    await soon(async () => {
      expect(await tags()).toHaveProperty("Tags", { b: "3" });
    });
  });
});

describe("the permissions of a queue", () => {
  it("let another account in, and out again", async () => {
    const account = uniqueAccount();
    const stranger = sqs.client({ account });
    const queue = await sqs.createQueue();
    const send = (): Promise<unknown> =>
      stranger.send(new SendMessageCommand({ QueueUrl: queue.url, MessageBody: "from outside" }));
    await expect(send()).rejects.toMatchObject({
      Code: "AccessDenied",
      message: expect.stringContaining(`is not authorized to perform: sqs:sendmessage on resource: ${queue.arn}`),
    });

    const permission = { QueueUrl: queue.url, Label: "outside" };
    await sqs
      .client()
      .send(new AddPermissionCommand({ ...permission, AWSAccountIds: [account], Actions: ["SendMessage"] }));
    await soon(send);
    const [message] = await queue.receive({ MessageSystemAttributeNames: ["SenderId"] });
    expect(message?.Attributes?.SenderId).toBe(account);
    expect(JSON.parse((await queue.attribute("Policy")) ?? "")).toEqual({
      Version: "2008-10-17",
      Id: `${queue.arn}/SQSDefaultPolicy`,
      Statement: [
        {
          Sid: "outside",
          Effect: "Allow",
          Principal: { AWS: `arn:aws:iam::${account}:root` },
          Action: "SQS:SendMessage",
          Resource: queue.arn,
        },
      ],
    });

    await sqs.client().send(new RemovePermissionCommand(permission));
    await soon(async () => {
      await expect(send()).rejects.toMatchObject({ Code: "AccessDenied" });
    });
    expect(await queue.attribute("Policy")).toBeUndefined();
  });

  it("cannot give away what is the owner's", async () => {
    const stranger = sqs.client({ account: uniqueAccount() });
    const queue = await sqs.createQueue();
    const everything = { Effect: "Allow", Principal: "*", Action: "sqs:*", Resource: "*" };
    await setAttributes(queue, { Policy: JSON.stringify({ Version: "2012-10-17", Statement: [everything] }) });
    await soon(() => stranger.send(new SendMessageCommand({ QueueUrl: queue.url, MessageBody: "x" })));
    await expect(stranger.send(new DeleteQueueCommand({ QueueUrl: queue.url }))).rejects.toMatchObject({
      Code: "AccessDenied",
    });
  });
});
