import { once } from "node:events";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { crc32 } from "node:zlib";
import { S3Client } from "@aws-sdk/client-s3";
import { AwsError } from "@skylab/aws";
import { describe, expect, test } from "vitest";
import { jsonWriter } from "../json/index.ts";
import { loadModel } from "../models.ts";
import { restXml } from "../rest/index.ts";
import type { Values } from "../wire.ts";
import {
  decodeMessage,
  encodeEventStream,
  encodeMessage,
  type EventFormat,
  type EventMessage,
  eventStreamMember,
} from "./index.ts";

const text = (value: string) => ({ type: "string", value }) as const;

const ALL_HEADERS: EventMessage["headers"] = {
  true: { type: "boolean", value: true },
  false: { type: "boolean", value: false },
  byte: { type: "byte", value: -7 },
  short: { type: "short", value: -30_000 },
  integer: { type: "integer", value: -2_000_000_000 },
  long: { type: "long", value: -9_000_000_000_000_000_000n },
  binary: { type: "binary", value: Buffer.from([0, 255]) },
  string: { type: "string", value: "é😀" },
  timestamp: { type: "timestamp", value: new Date(1_234_567_890_123) },
  uuid: { type: "uuid", value: "01234567-89ab-cdef-0123-456789abcdef" },
};

describe("a message of an event stream", () => {
  test("is read as it was written, with headers of every type", () => {
    const message = { headers: ALL_HEADERS, payload: Buffer.from("payload") };
    expect(decodeMessage(encodeMessage(message))).toEqual(message);
  });

  test("is what the SDK reads and writes", async () => {
    const { eventStreamMarshaller: sdk } = new S3Client({ region: "us-east-1" }).config;
    const headers = { ":message-type": text("event"), ":event-type": text("Records"), ...ALL_HEADERS };
    const bytes = encodeMessage({ headers, payload: Buffer.from("payload") });
    const read = sdk.deserialize(Readable.from([bytes]), async ({ Records }) => {
      if (!Records) throw new Error("The SDK sees no event Records.");
      return Records;
    });
    expect(await buffer(sdk.serialize(read, (message) => message))).toEqual(bytes);
  });

  test("has the published bytes where it is empty", () => {
    // https://smithy.io/2.0/aws/amazon-eventstream.html: total 16, no headers, the checksums of the prelude and of all.
    expect(encodeMessage({ headers: {}, payload: Buffer.alloc(0) }).toString("hex")).toBe(
      "000000100000000005c248eb7d98c8ff",
    );
  });

  test("any changed byte is noticed, and any missing one", () => {
    const bytes = encodeMessage({ headers: ALL_HEADERS, payload: Buffer.from("payload") });
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(at) ^ 0x10, at);
      expect(() => decodeMessage(changed)).toThrow(RangeError);
      expect(() => decodeMessage(bytes.subarray(0, at))).toThrow(RangeError);
    }
  });

  test("whose prelude has a checksum of its own that is wrong is refused, although the message's is right", () => {
    const bytes = encodeMessage({ headers: {}, payload: Buffer.alloc(0) });
    bytes.writeUInt32BE(0, 8);
    bytes.writeUInt32BE(crc32(bytes.subarray(0, 12)), 12);
    expect(() => decodeMessage(bytes)).toThrow("The prelude is damaged.");
  });

  test("with a payload over 16 MiB is refused", () => {
    expect(() => encodeMessage({ headers: {}, payload: Buffer.alloc(16 * 1024 * 1024 + 1) })).toThrow(RangeError);
  });
});

const kinesis = loadModel("kinesis");
const JSON_EVENTS: EventFormat = {
  model: kinesis,
  contentType: "application/x-amz-json-1.1",
  document: jsonWriter(kinesis).value,
};
const RECORD = { SubscribeToShardEvent: { Records: [], ContinuationSequenceNumber: "1", MillisBehindLatest: 0 } };

/** All messages of a stream, headers as plain values. */
async function messagesOf(bytes: Buffer) {
  const messages: { headers: Record<string, unknown>; payload: string }[] = [];
  for (let at = 0; at < bytes.length; at += bytes.readUInt32BE(at)) {
    const { headers, payload } = decodeMessage(bytes.subarray(at, at + bytes.readUInt32BE(at)));
    const values = Object.entries(headers).map(([name, { value }]) => [name, value]);
    messages.push({ headers: Object.fromEntries(values), payload: Buffer.from(payload).toString() });
  }
  return messages;
}

async function* stream(events: readonly Values[], failure?: Error): AsyncGenerator<Values> {
  yield* events;
  if (failure) throw failure;
}

describe("the events of a handler", () => {
  const encode = encodeEventStream(JSON_EVENTS, "SubscribeToShardEventStream");

  test("each become a message, after the first that has the output's other members", async () => {
    expect(await messagesOf(await buffer(encode(stream([RECORD]), "{}")))).toEqual([
      {
        headers: {
          ":event-type": "initial-response",
          ":message-type": "event",
          ":content-type": "application/x-amz-json-1.1",
        },
        payload: "{}",
      },
      {
        headers: {
          ":event-type": "SubscribeToShardEvent",
          ":message-type": "event",
          ":content-type": "application/x-amz-json-1.1",
        },
        payload: JSON.stringify(RECORD.SubscribeToShardEvent),
      },
    ]);
  });

  test("a modelled error ends the stream as its exception", async () => {
    const error = new AwsError("ResourceInUseException", "Busy.");
    expect((await messagesOf(await buffer(encode(stream([RECORD], error)))))[1]).toEqual({
      headers: {
        ":exception-type": "ResourceInUseException",
        ":message-type": "exception",
        ":content-type": "application/x-amz-json-1.1",
      },
      payload: '{"message":"Busy."}',
    });
  });

  test("an error that the stream does not know ends it as an error", async () => {
    const error = new AwsError("ThrottlingException", "Slower.");
    expect(await messagesOf(await buffer(encode(stream([], error))))).toEqual([
      {
        headers: { ":message-type": "error", ":error-code": "ThrottlingException", ":error-message": "Slower." },
        payload: "",
      },
    ]);
  });

  test("a failure of ours destroys the stream", async () => {
    await expect(buffer(encode(stream([], new Error("defect"))))).rejects.toThrow("defect");
  });

  test("an event that the model does not know is a defect", async () => {
    await expect(buffer(encode(stream([{ Unknown: {} }])))).rejects.toThrow("has no event Unknown");
  });

  test("are asked for no more once the client is gone", async () => {
    let open = true;
    async function* endless(): AsyncGenerator<Values> {
      try {
        for (;;) yield RECORD;
      } finally {
        open = false;
      }
    }
    const body = encode(endless());
    await body[Symbol.asyncIterator]().next();
    body.destroy();
    await once(body, "close");
    expect(open).toBe(false);
  });

  test("are found in the outputs that have them", () => {
    expect(eventStreamMember(kinesis, "SubscribeToShardOutput")).toEqual({
      name: "EventStream",
      union: "SubscribeToShardEventStream",
    });
    expect(eventStreamMember(kinesis, "ListShardsOutput")).toBeUndefined();
  });
});

test("S3 sends bytes as they are, documents as XML, and some events without anything", async () => {
  const s3 = restXml(loadModel("s3"));
  const head = { method: "POST", path: "/b/k", query: "select&select-type=2", headers: {} };
  const Payload = stream([
    { Records: { Payload: Buffer.from("1,2\n") } },
    { Stats: { Details: { BytesScanned: 4 } } },
    { Cont: {} },
    { End: {} },
  ]);
  const { headers, body } = s3.encode(s3.route(head, undefined), { Payload }, { requestId: "id" });
  expect(headers).toMatchObject({ "content-type": "application/vnd.amazon.eventstream" });
  if (Buffer.isBuffer(body) || typeof body === "string") throw new Error("The events do not flow.");
  expect(await messagesOf(await buffer(body))).toEqual([
    {
      headers: {
        ":event-type": "Records",
        ":message-type": "event",
        ":content-type": "application/octet-stream",
      },
      payload: "1,2\n",
    },
    {
      headers: { ":event-type": "Stats", ":message-type": "event", ":content-type": "text/xml" },
      payload: "<Stats><BytesScanned>4</BytesScanned></Stats>",
    },
    { headers: { ":event-type": "Cont", ":message-type": "event" }, payload: "" },
    { headers: { ":event-type": "End", ":message-type": "event" }, payload: "" },
  ]);
});
