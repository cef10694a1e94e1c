import { expect, it } from "vitest";
import { messageBytes, readMessage, sendResult } from "./message.ts";
import { settingsOf } from "./queue-settings.ts";

const settings = settingsOf({ place: { account: "000000000000", region: "us-east-1" }, name: "orders" }, {});
const context = { bodyParameter: "MessageBody", traceHeader: "Root=1-request" };

it("body and attributes count as bytes of UTF-8, names and types among them", () => {
  expect(messageBytes({ MessageBody: "ä" })).toBe(2);
  expect(
    messageBytes({
      MessageBody: "x",
      MessageAttributes: {
        ab: { DataType: "String", StringValue: "ö" },
        c: { DataType: "Binary", BinaryValue: Buffer.alloc(5) },
      },
    }),
  ).toBe(1 + (2 + 6 + 2) + (1 + 6 + 5));
});

it("system attributes are free", () => {
  const MessageSystemAttributes = { AWSTraceHeader: { DataType: "String", StringValue: "Root=1" } };
  expect(messageBytes({ MessageBody: "x", MessageSystemAttributes })).toBe(1);
});

it("a message keeps the request's trace header, unless it brings one", () => {
  const plain = readMessage({ MessageBody: "x" }, settings, context);
  expect(plain.contents.traceHeader).toBe("Root=1-request");
  expect(plain.systemAttributesDigest).toBeUndefined();
  const traced = readMessage(
    {
      MessageBody: "x",
      MessageSystemAttributes: { AWSTraceHeader: { DataType: "String", StringValue: "some-trace-id" } },
    },
    settings,
    context,
  );
  expect(traced.contents.traceHeader).toBe("some-trace-id");
  expect(traced.systemAttributesDigest).toBe("fdce4f2818803f2f73becc09a54792c0");
});

it("what a send answers names the stored message, and what is absent stays so", () => {
  const message = readMessage({ MessageBody: "message" }, settings, context);
  expect(sendResult(message, { id: "m" })).toEqual({
    MessageId: "m",
    MD5OfMessageBody: "78e731027d8fd50ed642340b7c9a63b3",
    MD5OfMessageAttributes: undefined,
    MD5OfMessageSystemAttributes: undefined,
    SequenceNumber: undefined,
  });
});
