import type { AwsError } from "@skylab/aws";
import { describe, expect, it } from "vitest";
import { topicWith as topic } from "../../testing/topics.ts";
import type { AttributeInput } from "./attributes.ts";
import { checkSize, MAX_MESSAGE_BYTES, type MessageInput, readMessage, readRouting } from "./read-message.ts";

const FIFO = { FifoTopic: "true" };

const refusal = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    const { code, message } = error as AwsError; // as: whatever else is thrown has no code, and the test fails.
    return `${code}: ${message}`;
  }
  return "none";
};

const input = (more: Partial<MessageInput>): MessageInput => ({ Message: "text", ...more });

type NamedAttribute = Partial<AttributeInput> & { readonly name?: string };

describe("a message", () => {
  it("says what its publisher wrote", () => {
    expect(
      readMessage({
        Message: "text",
        Subject: "of it",
        MessageAttributes: {
          color: { DataType: "String", StringValue: "red" },
          sizes: { DataType: "String.Array", StringValue: "[1, null]" },
          price: { DataType: "Number.EUR", StringValue: "-1.5e3" },
          image: { DataType: "Binary.gif", BinaryValue: Buffer.from("GIF") },
        },
      }),
    ).toEqual({
      message: "text",
      subject: "of it",
      attributes: {
        color: { type: "String", value: "red" },
        sizes: { type: "String.Array", value: "[1, null]" },
        price: { type: "Number.EUR", value: "-1.5e3" },
        image: { type: "Binary.gif", value: "R0lG" },
      },
    });
  });

  it("may have a text for each protocol, where its structure is JSON; what is no text is passed over", () => {
    const Message = JSON.stringify({ default: "all", sqs: "queues", email: { no: "text" }, toString: "harmless" });
    expect(readMessage({ Message, MessageStructure: "json" })).toEqual({
      message: "all",
      messages: { default: "all", sqs: "queues", toString: "harmless" },
      attributes: {},
    });
  });

  it.each<[string, Partial<MessageInput>, string]>([
    ["an empty text", { Message: "" }, "Empty message"],
    ["an empty subject", { Subject: "" }, "Subject"],
    ["a subject of 101 characters", { Subject: "x".repeat(101) }, "Subject"],
    ["a subject of two lines", { Subject: "one\ntwo" }, "Subject"],
    ["another structure", { MessageStructure: "xml" }, "MessageStructure"],
    ["no JSON", { MessageStructure: "json", Message: "{" }, "Message Structure - JSON message body failed to parse"],
    [
      "JSON that is no object",
      { MessageStructure: "json", Message: '["default"]' },
      "Message Structure - JSON message body failed to parse",
    ],
    [
      "JSON without a default",
      { MessageStructure: "json", Message: '{"sqs":"x"}' },
      "Message Structure - No default entry in JSON message body",
    ],
    [
      "JSON whose default is no text",
      { MessageStructure: "json", Message: '{"default":1}' },
      "Message Structure - No default entry in JSON message body",
    ],
  ])("with %s is refused", (_what, more, message) => {
    expect(refusal(() => readMessage(input(more)))).toBe(`InvalidParameter: Invalid parameter: ${message}`);
  });

  it.each<[string, NamedAttribute, string]>([
    ["name that is empty", { name: "" }, "The request must contain non-empty message attribute name."],
    ["name of 256 bytes", { name: "n".repeat(256) }, "Length of message attribute name must be less than 256 bytes."],
    [
      "name that begins with a dot",
      { name: ".n" },
      "Invalid message attribute name starting with character '.' was found.",
    ],
    [
      "name that ends with a dot",
      { name: "n." },
      "Invalid message attribute name ending with character '.' was found.",
    ],
    ["name with two dots", { name: "n..n" }, "Message attribute name can not have successive '.' character."],
    [
      "name with a caret",
      { name: "n^n" },
      "Invalid non-alphanumeric character '#x5E' was found in the message attribute name. Can only include alphanumeric characters, hyphens, underscores, or dots.",
    ],
    [
      "type that is none",
      { DataType: "Stringx" },
      "The message attribute 'attr1' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.",
    ],
    [
      "empty text",
      { StringValue: "" },
      "The message attribute 'attr1' must contain non-empty message attribute value for message attribute type 'String'.",
    ],
    [
      "no bytes",
      { DataType: "Binary", StringValue: undefined },
      "The message attribute 'attr1' must contain non-empty message attribute value for message attribute type 'Binary'.",
    ],
    [
      "text for bytes",
      { DataType: "Binary" },
      "The message attribute 'attr1' with type 'Binary' must use field 'Binary'.",
    ],
    [
      "bytes for a number",
      { DataType: "Number", StringValue: undefined, BinaryValue: Buffer.from("1") },
      "The message attribute 'attr1' with type 'Number' must use field 'String'.",
    ],
    [
      "text for a number",
      { DataType: "Number", StringValue: "one" },
      "Could not cast message attribute 'attr1' value to number.",
    ],
  ])("whose attribute has a %s is refused", (_what, { name = "attr1", ...more }, message) => {
    const MessageAttributes = { [name]: { DataType: "String", StringValue: "x", ...more } };
    expect(refusal(() => readMessage(input({ MessageAttributes })))).toBe(`ParameterValueInvalid: ${message}`);
  });

  it("of 256 KB fits, its attributes counted, and one of a byte more does not", () => {
    const attributes = { MessageAttributes: { n: { DataType: "String", StringValue: "v" } } };
    const of = (bytes: number): MessageInput => input({ Message: "é".repeat(bytes / 2), ...attributes });
    const fits = of(MAX_MESSAGE_BYTES - 8);
    expect(refusal(() => checkSize(fits, readMessage(fits)))).toBe("none");
    const tooLong = { ...fits, Message: `${fits.Message}x` };
    expect(refusal(() => checkSize(tooLong, readMessage(tooLong)))).toBe(
      "InvalidParameter: Invalid parameter: Message too long",
    );
  });
});

describe("the group and the deduplication id of a message", () => {
  it("are needed in a FIFO topic", () => {
    expect(refusal(() => readRouting(input({}), topic(FIFO)))).toBe(
      "InvalidParameter: Invalid parameter: The MessageGroupId parameter is required for FIFO topics",
    );
    expect(refusal(() => readRouting(input({ MessageGroupId: "g" }), topic(FIFO)))).toBe(
      "InvalidParameter: Invalid parameter: The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
    );
    const given = { MessageGroupId: "g", MessageDeduplicationId: "d" };
    expect(readRouting(input(given), topic(FIFO))).toEqual({ groupId: "g", deduplicationId: "d" });
  });

  it("come of the text where the topic says so, whatever the attributes are", () => {
    const byContent = topic({ ...FIFO, ContentBasedDeduplication: "true" });
    expect(readRouting(input({ MessageGroupId: "g" }), byContent)).toEqual({
      groupId: "g",
      deduplicationId: "982d9e3eb996f559e633f4d194def3761d909f5a3b647d1a851fead67c32c9d1",
    });
  });

  it("are a tenant, and nothing, in a standard topic", () => {
    expect(readRouting(input({ MessageGroupId: "tenant" }), topic())).toEqual({ groupId: "tenant" });
    expect(refusal(() => readRouting(input({ MessageDeduplicationId: "d" }), topic()))).toBe(
      "InvalidParameter: Invalid parameter: MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type",
    );
  });

  it.each(["with blank", "é", "x".repeat(129), ""])(
    "are printable, and no more than 128 characters: not %j",
    (groupId) => {
      expect(refusal(() => readRouting(input({ MessageGroupId: groupId }), topic()))).toContain(
        "MessageGroupId Reason:",
      );
    },
  );
});
