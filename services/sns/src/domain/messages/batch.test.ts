import { AwsError } from "@skylab/aws";
import { describe, expect, it } from "vitest";
import { topicWith } from "../../testing/topics.ts";
import { type EntryInput, readBatch } from "./batch.ts";

const topic = topicWith();
const entry = (Id: string, more: Partial<EntryInput> = {}): EntryInput => ({ Id, Message: "text", ...more });

const refusal = (entries: readonly EntryInput[]): string => {
  try {
    readBatch(entries, topic);
  } catch (error) {
    return error instanceof AwsError ? `${error.code}: ${error.message}` : String(error);
  }
  return "none";
};

describe("a batch", () => {
  it("is read message by message, and one that cannot be read fails alone", () => {
    const { entries, failed } = readBatch([entry("a"), entry("b", { Message: "" }), entry("c_-9")], topic);
    expect(entries.map(({ id }) => id)).toEqual(["a", "c_-9"]);
    expect(failed).toEqual([
      { Id: "b", Code: "InvalidParameter", Message: "Invalid parameter: Empty message", SenderFault: true },
    ]);
  });

  it.each<[string, readonly EntryInput[], string]>([
    ["without entries", [], "EmptyBatchRequest: The batch request doesn't contain any entries."],
    [
      "of eleven",
      Array.from({ length: 11 }, (_, at) => entry(String(at))),
      "TooManyEntriesInBatchRequest: The batch request contains more entries than permissible.",
    ],
    [
      "with two of one id",
      [entry("a"), entry("a")],
      "BatchEntryIdsNotDistinct: Two or more batch entries in the request have the same Id.",
    ],
    [
      "with a dot in an id",
      [entry("message.id")],
      "InvalidBatchEntryId: The Id of a batch entry in the batch request contains an impermissible character: message.id",
    ],
    [
      "with an empty id",
      [entry("")],
      "InvalidBatchEntryId: The Id of a batch entry in the batch request contains an impermissible character: ",
    ],
    [
      "with an id of 81 characters",
      [entry("a".repeat(81))],
      `InvalidBatchEntryId: The Id of a batch entry in the batch request is too long: ${"a".repeat(81)}`,
    ],
    [
      "that is longer than a message may be",
      [entry("a", { Message: "x".repeat(131_072) }), entry("b", { Message: "x".repeat(131_073) })],
      "BatchRequestTooLong: The length of all the messages put together is more than the limit.",
    ],
    [
      "with a deduplication id for a standard topic",
      [entry("a"), entry("b", { MessageDeduplicationId: "d" })],
      "InvalidParameter: Invalid parameter: MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type",
    ],
    [
      "with a wrong attribute",
      [entry("a", { MessageAttributes: { "a.": { DataType: "String", StringValue: "x" } } })],
      "ParameterValueInvalid: Invalid message attribute name ending with character '.' was found.",
    ],
  ])("%s is refused as a whole", (_what, entries, message) => {
    expect(refusal(entries)).toBe(message);
  });
});
