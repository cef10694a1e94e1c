import { expect, it } from "vitest";
import { addTags, removeTags } from "./tags.ts";

const tags = (count: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, "v"]));

it("tags are added, changed, and removed", () => {
  expect(addTags("orders", { a: "1", b: "2" }, { b: "3", c: "" })).toEqual({ a: "1", b: "3", c: "" });
  expect(removeTags({ a: "1", b: "2" }, ["a", "other"])).toEqual({ b: "2" });
});

it("a queue has fifty tags at most", () => {
  expect(Object.keys(addTags("orders", tags(49), { more: "v" }))).toHaveLength(50);
  expect(() => addTags("orders", tags(50), { more: "v" })).toThrow("Too many tags added for queue orders.");
});

it.each([
  [{}, "The request must contain the parameter Tags."],
  [{ "": "v" }, "Tag keys must be between 1 and 128 characters in length."],
  [{ ["x".repeat(129)]: "v" }, "Tag keys must be between 1 and 128 characters in length."],
  [{ k: "x".repeat(257) }, "Tag values must be between 0 and 256 characters in length."],
  [{ "aws:k": "v" }, "Tag keys must not begin with aws:, which is reserved for AWS use."],
])("%j are refused", (added, message) => {
  expect(() => addTags("orders", {}, added)).toThrow(message);
});
