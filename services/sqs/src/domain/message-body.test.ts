import { expect, it } from "vitest";
import { checkBody, forbiddenCharacter } from "./message-body.ts";

it.each(["a", "\t\n\r ", "äöü", "😀", "\uE000\uFFFD", "\u{10FFFF}", "\u007F"])("%j can be a message", (body) => {
  expect(() => checkBody(body, "MessageBody")).not.toThrow();
});

it.each([
  ["\u0000", "#x0"],
  ["a\u0008", "#x8"],
  ["\u001F", "#x1F"],
  ["\uFFFE", "#xFFFE"],
  ["\uD800", "#xD800"],
])("%j is refused, for its character %s", (body, name) => {
  expect(() => checkBody(body, "MessageBody")).toThrow(
    `Invalid binary character '${name}' was found in the message body, the set of allowed characters is #x9 | #xA | #xD | [#x20-#xD7FF] | [#xE000-#xFFFD] | [#x10000-#x10FFFF].`,
  );
});

it("an empty body is a missing one", () => {
  expect(() => checkBody("", "MessageBody")).toThrow("The request must contain the parameter MessageBody.");
});

it("the first character that is forbidden is found", () => {
  expect(forbiddenCharacter("ab\u0001\u0002")).toBe("\u0001");
});
