import { expect, it } from "vitest";
import { type AttributeInput, readMessageAttributes, readTraceHeader, selectAttributes } from "./message-attributes.ts";

const text = (value: string): AttributeInput => ({ DataType: "String", StringValue: value });

it("attributes are sorted by name, numbers stay text, bytes stay bytes", () => {
  const bytes = Uint8Array.of(0, 255);
  const read = readMessageAttributes({
    b: { DataType: "Binary.gif", BinaryValue: bytes },
    a: { DataType: "Number", StringValue: "0012.50" },
  });
  expect(read).toEqual([
    { name: "a", dataType: "Number", value: "0012.50" },
    { name: "b", dataType: "Binary.gif", value: bytes },
  ]);
});

it.each(["a", "attr.1øßä", "A_-9", "x".repeat(256)])("%s can be an attribute's name", (name) => {
  expect(readMessageAttributes({ [name]: text("x") })).toHaveLength(1);
});

it.each([
  ["", "The request must contain non-empty message (user) attribute names."],
  ["x".repeat(257), "Message (user) attribute name must be shorter than 256 bytes."],
  ["a b", "Message (user) attributes name can only contain upper and lower score characters, digits, periods"],
  ["AWS.a", "You can't use message attribute names beginning with 'AWS.' or 'Amazon'."],
  ["amazon.a", "You can't use message attribute names beginning with 'AWS.' or 'Amazon'."],
  [".a", "Message (user) attribute name must not begin with character '.'."],
  ["a.", "Message (user) attribute name must not end with character '.'."],
  ["a..b", "Message (user) attribute name must not have successive '.' characters."],
])("the name %j is refused", (name, message) => {
  expect(() => readMessageAttributes({ [name]: text("x") })).toThrow(message);
});

it.each<[string, AttributeInput]>([
  ["The message (user) attribute 'a' must contain a non-empty message attribute type.", { StringValue: "x" }],
  ["The message (user) attribute 'a' must contain a non-empty message attribute type.", { DataType: "" }],
  [
    "The type of message (user) attribute 'a' is invalid. You must use only the following supported type prefixes: Binary, Number, String.",
    { DataType: "Stringy", StringValue: "x" },
  ],
  ["Message (user) attribute 'a' must contain a non-empty value of type 'String'.", { DataType: "String" }],
  ["Message (user) attribute 'a' must contain a non-empty value of type 'String'.", text("")],
  [
    "Message (user) attribute 'a' with type 'Binary' must use field 'Binary'.",
    { DataType: "Binary", StringValue: "x" },
  ],
  [
    "Message (user) attribute 'a' with type 'Number.int' must use field 'String'.",
    { DataType: "Number.int", BinaryValue: Uint8Array.of(1) },
  ],
  ["Can't cast the value of message (user) attribute 'a' to a number.", { DataType: "Number", StringValue: "twelve" }],
  [
    "Message attribute list values in SendMessage operation are not supported.",
    { DataType: "String", StringListValues: ["x"] },
  ],
])("%s", (message, input) => {
  expect(() => readMessageAttributes({ a: input })).toThrow(message);
});

const many = (count: number): Record<string, AttributeInput> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`a${index}`, text("x")]));

it("ten attributes are the most", () => {
  expect(readMessageAttributes(many(10))).toHaveLength(10);
  expect(() => readMessageAttributes(many(11))).toThrow(
    "Number of message attributes [11] exceeds the allowed maximum [10].",
  );
});

it("AWSTraceHeader is the only system attribute, and a text", () => {
  expect(readTraceHeader({ AWSTraceHeader: text("Root=1-5759e988") })).toBe("Root=1-5759e988");
  expect(() => readTraceHeader({ Other: text("x") })).toThrow("Message system attribute name 'Other' is invalid.");
  expect(() => readTraceHeader({ AWSTraceHeader: { DataType: "Binary", BinaryValue: Uint8Array.of(1) } })).toThrow(
    "Message (system) attribute 'AWSTraceHeader' with type 'String' must use field 'String'.",
  );
});

const attributes = readMessageAttributes({ "Help.Me": text("Me"), Hello: text("There"), General: text("Kenobi") });
const namesOf = (wanted: readonly string[]): readonly string[] =>
  selectAttributes(attributes, wanted).map(({ name }) => name);

it.each(["All", ".*", "*"])("%s asks for all attributes", (wanted) => {
  expect(namesOf([wanted])).toEqual(["General", "Hello", "Help.Me"]);
});

it("attributes are asked for by name, or by how the name begins", () => {
  expect(namesOf(["Hello"])).toEqual(["Hello"]);
  expect(namesOf(["Hel.*"])).toEqual(["Hello", "Help.Me"]);
  expect(namesOf(["Help.*"])).toEqual(["Help.Me"]);
  expect(namesOf(["hello", "Other"])).toEqual([]);
});
