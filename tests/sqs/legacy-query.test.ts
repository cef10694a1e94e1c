import { uniqueName } from "@skylab/testkit";
import { expect, it } from "vitest";
import { useSqs } from "./sqs.ts";

const sqs = useSqs();

/** The scope tells the service; who has a key that nobody issued is let in. */
const SCOPE = "Credential=test/20261126/us-east-1/sqs/aws4_request, SignedHeaders=host;x-amz-date";
const SIGNED = {
  authorization: `AWS4-HMAC-SHA256 ${SCOPE}, Signature=${"0".repeat(64)}`,
  "x-amz-date": "20261126T000000Z",
};

/** A request as SDKs of before 2023 send it; the answer is XML. */
async function query(action: string, parameters: Record<string, string>): Promise<string> {
  const answer = await fetch(sqs.skylab().url, {
    method: "POST",
    headers: SIGNED,
    body: new URLSearchParams({ Action: action, Version: "2012-11-05", ...parameters }),
  });
  const text = await answer.text();
  expect(answer.status, text).toBe(200);
  return text;
}

/** The texts of all elements of a name. */
const all = (xml: string, name: string): string[] =>
  [...xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, "g"))].map(([, text]) => text ?? "");
const one = (xml: string, name: string): string => all(xml, name)[0] ?? "";

async function createQueue(name: string, attributes: Record<string, string> = {}): Promise<string> {
  const parameters = Object.entries(attributes).flatMap(([key, value], index) => [
    [`Attribute.${index + 1}.Name`, key],
    [`Attribute.${index + 1}.Value`, value],
  ]);
  return one(await query("CreateQueue", { QueueName: name, ...Object.fromEntries(parameters) }), "QueueUrl");
}

const arnOf = (url: string): string => `arn:aws:sqs:us-east-1:000000000000:${url.slice(url.lastIndexOf("/") + 1)}`;

it("a legacy client sends, receives and deletes", async () => {
  const QueueUrl = await createQueue(uniqueName("legacy"));
  const sent = await query("SendMessage", {
    QueueUrl,
    MessageBody: "<&>",
    "MessageAttribute.1.Name": "colour",
    "MessageAttribute.1.Value.DataType": "String",
    "MessageAttribute.1.Value.StringValue": "blue",
  });
  const received = await query("ReceiveMessage", {
    QueueUrl,
    "AttributeName.1": "All",
    "MessageAttributeName.1": "colour",
  });
  expect(one(received, "MessageId")).toBe(one(sent, "MessageId"));
  expect(one(received, "Body")).toBe("&lt;&amp;&gt;");
  expect(one(received, "StringValue")).toBe("blue");
  expect(one(received, "MD5OfMessageAttributes")).toBe(one(sent, "MD5OfMessageAttributes"));
  await query("DeleteMessage", { QueueUrl, ReceiptHandle: one(received, "ReceiptHandle") });
  const counts = await query("GetQueueAttributes", {
    QueueUrl,
    "AttributeName.1": "ApproximateNumberOfMessagesNotVisible",
  });
  expect(one(counts, "Value")).toBe("0");
});

it("a legacy client gets the messages of a FIFO group in their order, once", async () => {
  const QueueUrl = await createQueue(`${uniqueName("legacy")}.fifo`, { FifoQueue: "true" });
  const batch = ["a", "b", "a"].flatMap((body, index) => {
    const entry = `SendMessageBatchRequestEntry.${index + 1}`;
    return [
      [`${entry}.Id`, `m${index}`],
      [`${entry}.MessageBody`, body],
      [`${entry}.MessageGroupId`, "group"],
      [`${entry}.MessageDeduplicationId`, body],
    ];
  });
  const sent = await query("SendMessageBatch", { QueueUrl, ...Object.fromEntries(batch) });
  expect(all(sent, "SequenceNumber")).toHaveLength(3);
  const received = await query("ReceiveMessage", { QueueUrl, MaxNumberOfMessages: "10" });
  expect(all(received, "Body")).toEqual(["a", "b"]);
  const handles = all(received, "ReceiptHandle").flatMap((handle, index) => [
    [`DeleteMessageBatchRequestEntry.${index + 1}.Id`, `m${index}`],
    [`DeleteMessageBatchRequestEntry.${index + 1}.ReceiptHandle`, handle],
  ]);
  const deleted = await query("DeleteMessageBatch", { QueueUrl, ...Object.fromEntries(handles) });
  expect(all(deleted, "Id")).toEqual(["m0", "m1"]);
});

it("a legacy client finds a message in the dead-letter queue, and redrives it", async () => {
  const dead = await createQueue(uniqueName("legacy-dead"));
  const QueueUrl = await createQueue(uniqueName("legacy"), {
    VisibilityTimeout: "0",
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arnOf(dead), maxReceiveCount: 1 }),
  });
  await query("SendMessage", { QueueUrl, MessageBody: "poison" });
  expect(one(await query("ReceiveMessage", { QueueUrl }), "Body")).toBe("poison");
  expect(all(await query("ReceiveMessage", { QueueUrl }), "Body")).toEqual([]);
  const peek = { QueueUrl: dead, VisibilityTimeout: "0", "AttributeName.1": "All", WaitTimeSeconds: "20" };
  const peeked = await query("ReceiveMessage", peek);
  expect(one(peeked, "Body")).toBe("poison");
  expect(all(peeked, "Value")).toContain(arnOf(QueueUrl));
  await query("StartMessageMoveTask", { SourceArn: arnOf(dead) });
  const redriven = await query("ReceiveMessage", { QueueUrl, WaitTimeSeconds: "20" });
  expect(one(redriven, "Body")).toBe("poison");
});
