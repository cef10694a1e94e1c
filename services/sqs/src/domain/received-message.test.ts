import { expect, it } from "vitest";
import { readMessageAttributes } from "./message-attributes.ts";
import { digestOfAttributes } from "./message-digest.ts";
import { describeMessage, type ReceivedMessage } from "./received-message.ts";

const attributes = readMessageAttributes({
  "Help.Me": { DataType: "String", StringValue: "Me" },
  Hello: { DataType: "String", StringValue: "There" },
  General: { DataType: "Binary", BinaryValue: Buffer.from("Kenobi") },
});
const message: ReceivedMessage = {
  id: "m",
  contents: {
    body: "message",
    bodyDigest: "78e731027d8fd50ed642340b7c9a63b3",
    attributes,
    attributesDigest: digestOfAttributes(attributes),
    traceHeader: "Root=1",
    senderId: "AIDA",
  },
  sentAt: 1000,
  receives: 2,
  firstReceivedAt: 2000,
};
const BASE = { MessageId: "m", ReceiptHandle: "r", MD5OfBody: "78e731027d8fd50ed642340b7c9a63b3", Body: "message" };

it("nothing is told but what is asked for", () => {
  expect(describeMessage(message, "r", { systemAttributes: [], attributes: [] })).toEqual(BASE);
});

it("system attributes come by name or all together, those that the message has", () => {
  const some = { systemAttributes: ["SenderId", "MessageGroupId"], attributes: [] };
  expect(describeMessage(message, "r", some)).toEqual({ ...BASE, Attributes: { SenderId: "AIDA" } });
  const all = { systemAttributes: ["All"], attributes: [] };
  expect(describeMessage(message, "r", all).Attributes).toEqual({
    SenderId: "AIDA",
    SentTimestamp: "1000",
    ApproximateReceiveCount: "2",
    ApproximateFirstReceiveTimestamp: "2000",
    AWSTraceHeader: "Root=1",
  });
  expect(describeMessage(message, "r", { systemAttributes: ["MessageGroupId"], attributes: [] })).toEqual(BASE);
});

it("the digest is that of the attributes that are given back", () => {
  const all = describeMessage(message, "r", { systemAttributes: [], attributes: ["All"] });
  expect(all.MD5OfMessageAttributes).toBe(message.contents.attributesDigest);
  expect(all.MessageAttributes?.["General"]).toEqual({ DataType: "Binary", BinaryValue: Buffer.from("Kenobi") });
  const some = describeMessage(message, "r", { systemAttributes: [], attributes: ["Hel.*"] });
  expect(Object.keys(some.MessageAttributes ?? {})).toEqual(["Hello", "Help.Me"]);
  expect(some.MD5OfMessageAttributes).toBe("83fee93c1bcd8b9a5a923ffacdc636c7");
  expect(describeMessage(message, "r", { systemAttributes: [], attributes: ["Other"] })).toEqual(BASE);
});
