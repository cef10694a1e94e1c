import { expect, it } from "vitest";
import { readMessageAttributes } from "../domain/message-attributes.ts";
import { digestOfAttributes, digestOfBody } from "../domain/message-digest.ts";
import { decodePayload, encodePayload, type Payload } from "./payload.ts";

const payloadOf = (body: string, more: Partial<Payload> = {}): Payload => ({
  body,
  bodyDigest: digestOfBody(body),
  attributes: [],
  attributesDigest: undefined,
  traceHeader: undefined,
  senderId: "000000000000",
  ...more,
});

const attributes = readMessageAttributes({
  text: { DataType: "String.ö", StringValue: "ä😀" },
  bytes: { DataType: "Binary", BinaryValue: Uint8Array.of(0, 128, 255) },
  number: { DataType: "Number", StringValue: "42" },
});

it.each([
  ["a body alone", payloadOf("message")],
  ["a body in other alphabets", payloadOf("äöü 😀")],
  ["a long body", payloadOf("x".repeat(1_048_576))],
  ["a trace header, however long", payloadOf("message", { traceHeader: "x".repeat(70_000) })],
  ["attributes", payloadOf("message", { attributes, attributesDigest: digestOfAttributes(attributes) })],
])("a payload with %s comes back as it was", (_what, payload) => {
  const decoded = decodePayload(encodePayload(payload, payload.senderId));
  expect({ ...decoded, attributes: decoded.attributes }).toEqual(payload);
});

it("a payload takes little more than what it holds", () => {
  expect(encodePayload(payloadOf("message"), "000000000000")).toHaveLength(
    "message".length + "000000000000".length + 27,
  );
});
