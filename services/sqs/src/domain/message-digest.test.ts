import { expect, it } from "vitest";
import { readMessageAttributes } from "./message-attributes.ts";
import { digestOfAttributes, digestOfBody } from "./message-digest.ts";

const text = (value: string): { DataType: string; StringValue: string } => ({ DataType: "String", StringValue: value });

// What AWS answered to these very values.
it("a body's digest is the MD5 of its UTF-8", () => {
  expect(digestOfBody("message")).toBe("78e731027d8fd50ed642340b7c9a63b3");
  expect(digestOfBody("msg")).toBe("6e2baaf3b97dbeef01c0043275f9a0e7");
});

it.each([
  ["ae7155c6026991b6d54b11589678bf9c", { Foo: text("Bar") }],
  ["a45daa70926828a2f0a1db3418e6feb4", { k: text("x") }],
  ["4c360f3fdafd970e05fae2f149d997f5", { "Help.Me": text("Me"), Hello: text("There"), General: text("Kenobi") }],
  ["fca026605781cb4126a1e9044df24232", { Hello: text("There"), General: text("Kenobi") }],
  ["235c5c510d26fb653d073faed50ae77c", { timestamp: { DataType: "Number", StringValue: "1493147359900" } }],
  [
    "797ab158d73dcb5242dedc4412c8e855",
    { UserId: { DataType: "Number.bigint", StringValue: "1234567890123456789012" } },
  ],
  [
    "8cbe4db156db8a94db8b801b7addb984",
    {
      attr1: {
        DataType: "Binary",
        BinaryValue: Buffer.from("traceparent\x1e00-774062d6c37081a5a0b9b5b88e30627c-2d2482211f6489da-01"),
      },
    },
  ],
])("AWS digests attributes to %s", (digest, attributes) => {
  expect(digestOfAttributes(readMessageAttributes(attributes))).toBe(digest);
});
