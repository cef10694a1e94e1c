import {
  DeleteObjectCommand,
  PutBucketNotificationConfigurationCommand,
  PutBucketReplicationCommand,
  PutBucketVersioningCommand,
  HeadObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { type Skylab, uniqueName } from "@skylab/testkit";
import { describe, expect, it } from "vitest";
import { soon } from "../soon.ts";
import { getText, put, refusal, useS3 } from "./s3.ts";

const s3 = useS3();

type Queue = { readonly url: string; readonly arn: string };

async function createQueue(skylab: Skylab): Promise<Queue> {
  const sqs = skylab.client(SQSClient);
  const { QueueUrl: url = "" } = await sqs.send(new CreateQueueCommand({ QueueName: uniqueName("queue") }));
  const asked = new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ["QueueArn"] });
  return { url, arn: (await sqs.send(asked)).Attributes?.["QueueArn"] ?? "" };
}

/** As AWS's guide wants a queue's policy: https://docs.aws.amazon.com/AmazonS3/latest/userguide/grant-destinations-permissions-to-s3.html */
const letIn = (skylab: Skylab, { url, arn }: Queue, bucket: string): Promise<unknown> => {
  const statement = {
    Effect: "Allow",
    Principal: { Service: "s3.amazonaws.com" },
    Action: "SQS:SendMessage",
    Resource: arn,
    Condition: { ArnLike: { "aws:SourceArn": `arn:aws:s3:::${bucket}` } },
  };
  const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  return skylab.client(SQSClient).send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes: { Policy } }));
};

const configure = (client: S3Client, Bucket: string, { arn }: Queue): Promise<unknown> =>
  client.send(
    new PutBucketNotificationConfigurationCommand({
      Bucket,
      NotificationConfiguration: {
        QueueConfigurations: [{ QueueArn: arn, Events: ["s3:ObjectCreated:*", "s3:ObjectRemoved:*"] }],
      },
    }),
  );

/** Takes all that comes to a queue; of what came so far, answers what each message is about. */
function listen(skylab: Skylab, { url }: Queue): () => Promise<readonly string[]> {
  const told = new Set<string>();
  return async () => {
    const asked = new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 });
    const { Messages: messages = [] } = await skylab.client(SQSClient).send(asked);
    for (const { Body: body = "" } of messages) {
      const { Event: test, Records: records = [] } = JSON.parse(body);
      if (test !== undefined) told.add(test);
      for (const { eventName, s3: about } of records) told.add(`${eventName} ${about.object.key}`);
    }
    return [...told].toSorted();
  };
}

describe("a bucket's queue", () => {
  it("is sent a test, and then what happens", async () => {
    const client = s3.client();
    const Bucket = await s3.createBucket();
    const queue = await createQueue(s3.skylab());
    await letIn(s3.skylab(), queue, Bucket);
    // A replica that knows the queue hears of its policy within a second.
    await soon(() => configure(client, Bucket, queue));
    await put(client, { Bucket, Key: "a b" }, "text");
    await client.send(new DeleteObjectCommand({ Bucket, Key: "a b" }));
    await expect
      .poll(listen(s3.skylab(), queue))
      .toEqual(["ObjectCreated:Put a+b", "ObjectRemoved:Delete a+b", "s3:TestEvent"]);
  });

  it("that is not there, or whose policy does not let S3 in, is refused", async () => {
    const [Bucket, other] = [await s3.createBucket(), await s3.createBucket()];
    const queue = await createQueue(s3.skylab());
    const refused = "400 InvalidArgument: Unable to validate the following destination configurations";
    expect(await refusal(configure(s3.client(), Bucket, queue))).toBe(refused);
    await letIn(s3.skylab(), queue, other);
    expect(await refusal(configure(s3.client(), Bucket, queue))).toBe(refused);
    await soon(() => configure(s3.client(), other, queue));
    const gone = { ...queue, arn: `${queue.arn}-gone` };
    await expect(configure(s3.client(), Bucket, gone)).rejects.toMatchObject({
      ArgumentName1: gone.arn,
      ArgumentValue1: "The destination queue does not exist",
    });
  });
});

describe("a bucket that is replicated", () => {
  it("has what is put into it in the other one, too", async () => {
    const client = s3.client();
    const [source, destination] = [await s3.createBucket(), await s3.createBucket()];
    for (const Bucket of [source, destination]) {
      const VersioningConfiguration = { Status: "Enabled" } as const;
      await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
    }
    await client.send(
      new PutBucketReplicationCommand({
        Bucket: source,
        ReplicationConfiguration: {
          Role: "arn:aws:iam::000000000000:role/replication",
          Rules: [
            {
              Status: "Enabled",
              Filter: { Prefix: "" },
              DeleteMarkerReplication: { Status: "Disabled" },
              Destination: { Bucket: `arn:aws:s3:::${destination}` },
            },
          ],
        },
      }),
    );
    await put(client, { Bucket: source, Key: "k" }, "text");
    const status = async (): Promise<string | undefined> =>
      (await client.send(new HeadObjectCommand({ Bucket: source, Key: "k" }))).ReplicationStatus;
    await expect.poll(status).toBe("COMPLETED");
    expect(await getText(client, { Bucket: destination, Key: "k" })).toBe("text");
  });
});
