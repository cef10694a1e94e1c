import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
} from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import { bodies, byText, useSqs } from "./sqs.ts";

const sqs = useSqs();
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

describe("a message", () => {
  it("is sent, received, and deleted", async () => {
    const queue = await sqs.createQueue();
    const sent = await queue.send("message");
    expect(sent.MessageId).toMatch(UUID);
    expect(sent.MD5OfMessageBody).toBe("78e731027d8fd50ed642340b7c9a63b3");

    const [message] = await queue.receive();
    expect(message).toEqual({
      MessageId: sent.MessageId,
      ReceiptHandle: expect.any(String),
      MD5OfBody: "78e731027d8fd50ed642340b7c9a63b3",
      Body: "message",
    });
    await sqs.client().send(new DeleteMessageCommand({ QueueUrl: queue.url, ReceiptHandle: message?.ReceiptHandle }));
    await sqs.skylab().clock.advance(31_000);
    expect(await queue.receive()).toEqual([]);
  });

  it("is given back as it was sent, whatever its characters", async () => {
    const queue = await sqs.createQueue();
    const body = "\t\r\n<&>\"' äöü 😀 \uFFFD";
    await queue.send(body);
    expect(bodies(await queue.receive())).toEqual([body]);
  });

  it("tells of itself what is asked for", async () => {
    const queue = await sqs.createQueue();
    await queue.send("message", {
      MessageSystemAttributes: { AWSTraceHeader: { DataType: "String", StringValue: "Root=1-5759e988" } },
    });
    const [message] = await queue.receive({ MessageSystemAttributeNames: ["All"], VisibilityTimeout: 0 });
    expect(message?.Attributes).toEqual({
      SenderId: "000000000000",
      SentTimestamp: expect.stringMatching(/^\d{13}$/),
      ApproximateReceiveCount: "1",
      ApproximateFirstReceiveTimestamp: expect.stringMatching(/^\d{13}$/),
      AWSTraceHeader: "Root=1-5759e988",
    });
    const [again] = await queue.receive({ AttributeNames: ["All"] });
    expect(again?.Attributes).toMatchObject({ ApproximateReceiveCount: "2" });
  });

  it("carries attributes, which a receive selects", async () => {
    const queue = await sqs.createQueue();
    const sent = await queue.send("message", {
      MessageAttributes: {
        "Help.Me": { DataType: "String", StringValue: "Me" },
        Hello: { DataType: "String", StringValue: "There" },
        General: { DataType: "String", StringValue: "Kenobi" },
        bytes: { DataType: "Binary.gif", BinaryValue: Uint8Array.of(0, 128, 255) },
        number: { DataType: "Number.int", StringValue: "42" },
      },
    });
    const all = { VisibilityTimeout: 0, MessageAttributeNames: ["All"] };
    const [message] = await queue.receive(all);
    expect(message?.MD5OfMessageAttributes).toBe(sent.MD5OfMessageAttributes);
    expect(message?.MessageAttributes?.["bytes"]).toEqual({
      DataType: "Binary.gif",
      BinaryValue: Uint8Array.of(0, 128, 255),
    });
    expect(message?.MessageAttributes?.["number"]).toEqual({ DataType: "Number.int", StringValue: "42" });

    const [some] = await queue.receive({ ...all, MessageAttributeNames: ["Hel.*"] });
    expect(Object.keys(some?.MessageAttributes ?? {}).toSorted(byText)).toEqual(["Hello", "Help.Me"]);
    expect(some?.MD5OfMessageAttributes).toBe("83fee93c1bcd8b9a5a923ffacdc636c7");

    const [none] = await queue.receive({ ...all, MessageAttributeNames: ["Other"] });
    expect(none).not.toHaveProperty("MessageAttributes");
    expect(none).not.toHaveProperty("MD5OfMessageAttributes");
  });

  it("is as long as its queue allows, attributes included", async () => {
    const queue = await sqs.createQueue({ MaximumMessageSize: "1024" });
    const attributes = { MessageAttributes: { abc: { DataType: "String", StringValue: "x" } } };
    await queue.send("x".repeat(1024 - "abcStringx".length), attributes);
    await expect(queue.send("x".repeat(1025 - "abcStringx".length), attributes)).rejects.toMatchObject({
      message: "One or more parameters are invalid. Reason: Message must be shorter than 1024 bytes.",
    });
    const large = await sqs.createQueue();
    await large.send("x".repeat(1_048_576));
    expect((await large.receive())[0]?.Body).toHaveLength(1_048_576);
    await expect(large.send("x".repeat(1_048_577))).rejects.toMatchObject({
      message: "One or more parameters are invalid. Reason: Message must be shorter than 1048576 bytes.",
    });
  });

  it("with an invalid character is refused", async () => {
    const queue = await sqs.createQueue();
    await expect(queue.send("\u0000")).rejects.toMatchObject({
      name: "InvalidMessageContents",
      message: expect.stringMatching(/^Invalid binary character '#x0' was found in the message body/),
    });
  });
});

describe("an empty queue", () => {
  it("answers without a list", async () => {
    const queue = await sqs.createQueue();
    const answer = await sqs.client().send(new ReceiveMessageCommand({ QueueUrl: queue.url }));
    expect(answer).not.toHaveProperty("Messages");
  });
});

describe("a batch", () => {
  it("is sent, made visible, and deleted at once", async () => {
    const queue = await sqs.createQueue();
    const ids = ["a", "b", "c"];
    const Entries = ids.map((Id) => ({ Id, MessageBody: `body ${Id}` }));
    const sent = await sqs.client().send(new SendMessageBatchCommand({ QueueUrl: queue.url, Entries }));
    expect(sent.Successful?.map(({ Id }) => Id)).toEqual(ids);
    expect(sent).not.toHaveProperty("Failed");

    const received = await queue.receive();
    expect(bodies(received).toSorted(byText)).toEqual(["body a", "body b", "body c"]);
    const visible = received.map(({ ReceiptHandle }, index) => ({
      Id: String(index),
      ReceiptHandle,
      VisibilityTimeout: 0,
    }));
    const none = { Id: "x", ReceiptHandle: "garbage", VisibilityTimeout: 0 };
    const changed = await sqs
      .client()
      .send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: queue.url, Entries: [...visible, none] }));
    expect(changed.Successful).toHaveLength(3);
    expect(changed.Failed).toEqual([
      {
        Id: "x",
        SenderFault: true,
        Code: "ReceiptHandleIsInvalid",
        Message: 'The input receipt handle "garbage" is not a valid receipt handle.',
      },
    ]);

    const again = (await queue.receive()).map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
    const deleted = await sqs.client().send(new DeleteMessageBatchCommand({ QueueUrl: queue.url, Entries: again }));
    expect(deleted.Successful).toHaveLength(3);
    expect(await queue.attribute("ApproximateNumberOfMessagesNotVisible")).toBe("0");
  });

  it("keeps what is good of it", async () => {
    const queue = await sqs.createQueue({ MaximumMessageSize: "1024" });
    const { Successful, Failed } = await sqs.client().send(
      new SendMessageBatchCommand({
        QueueUrl: queue.url,
        Entries: [
          { Id: "good", MessageBody: "x" },
          { Id: "long", MessageBody: "x".repeat(1025) },
        ],
      }),
    );
    expect(Successful?.map(({ Id }) => Id)).toEqual(["good"]);
    expect(Failed).toEqual([
      {
        Id: "long",
        SenderFault: true,
        Code: "InvalidParameterValue",
        Message: "One or more parameters cannot be validated. Reason: Message must be shorter than 1024 bytes.",
      },
    ]);
  });

  it.each([
    [
      [],
      "AWS.SimpleQueueService.EmptyBatchRequest",
      "There should be at least one SendMessageBatchRequestEntry in the request.",
    ],
    [
      Array.from({ length: 11 }, (_, index) => ({ Id: `e${index}`, MessageBody: "x" })),
      "AWS.SimpleQueueService.TooManyEntriesInBatchRequest",
      "Maximum number of entries per request are 10. You have sent 11.",
    ],
    [
      [
        { Id: "a", MessageBody: "x" },
        { Id: "a", MessageBody: "x" },
      ],
      "AWS.SimpleQueueService.BatchEntryIdsNotDistinct",
      "Id a repeated.",
    ],
    [
      [{ Id: "a b", MessageBody: "x" }],
      "AWS.SimpleQueueService.InvalidBatchEntryId",
      "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.",
    ],
    [
      [
        { Id: "a", MessageBody: "x".repeat(524_288) },
        { Id: "b", MessageBody: "x".repeat(524_289) },
      ],
      "AWS.SimpleQueueService.BatchRequestTooLong",
      "Batch requests cannot be longer than 1048576 bytes. You have sent 1048577 bytes.",
    ],
  ])("is refused as a whole: case %#, %s", async (Entries, code, message) => {
    const queue = await sqs.createQueue();
    const sending = sqs.client().send(new SendMessageBatchCommand({ QueueUrl: queue.url, Entries }));
    await expect(sending).rejects.toMatchObject({ Code: code, message });
  });
});
