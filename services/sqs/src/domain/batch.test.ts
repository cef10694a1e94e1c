import { expect, it } from "vitest";
import { checkBatch, sortOut } from "./batch.ts";
import { invalidParameter } from "./errors.ts";

const entries = (...ids: readonly (string | undefined)[]): readonly { Id: string | undefined }[] =>
  ids.map((Id) => ({ Id }));

const TEN = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"];

it("one to ten entries with distinct ids are a batch", () => {
  expect(() => checkBatch(entries("a"), "Entry")).not.toThrow();
  expect(() => checkBatch(entries(...TEN), "Entry")).not.toThrow();
});

it("a batch is refused as a whole for what is wrong with it as a whole", () => {
  expect(() => checkBatch([], "Entry")).toThrow("There should be at least one Entry in the request.");
  expect(() => checkBatch(entries(...TEN, "k"), "Entry")).toThrow(
    "Maximum number of entries per request are 10. You have sent 11.",
  );
  expect(() => checkBatch(entries("a", "b", "a"), "Entry")).toThrow("Id a repeated.");
  expect(() => checkBatch(entries("a", undefined), "Entry")).toThrow(
    "The request must contain the parameter Entry.2.Id.",
  );
});

it.each(["", "a b", "a.b", "x".repeat(81)])("%j is no entry's id", (id) => {
  expect(() => checkBatch(entries(id), "Entry")).toThrow(
    "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.",
  );
});

it("an entry that is refused fails alone, in the words of Query", () => {
  const sorted = sortOut([{ Id: "a" }, { Id: "b" }], ({ Id }) => {
    if (Id === "a") throw invalidParameter("No.");
    return Id;
  });
  expect(sorted.passed).toEqual([{ Id: "b", value: "b" }]);
  expect(sorted.failed).toEqual([{ Id: "a", SenderFault: true, Code: "InvalidParameterValue", Message: "No." }]);
});

const broken = (): never => {
  throw new TypeError("broken");
};

it("what is no refusal ends the batch", () => {
  expect(() => sortOut([{ Id: "a" }], broken)).toThrow(TypeError);
});
