import { expect, it } from "vitest";
import { isRootOf, NOBODY, rootOf } from "./identity.ts";

it("an account's root is its own alone", () => {
  const root = rootOf("111122223333");
  expect(root).toEqual({
    account: "111122223333",
    arn: "arn:aws:iam::111122223333:root",
    id: "111122223333",
    accessKeyId: undefined,
  });
  expect(isRootOf("111122223333", root)).toBe(true);
  expect(isRootOf("444455556666", root)).toBe(false);
  expect(isRootOf("111122223333", NOBODY)).toBe(false);
  expect(isRootOf("111122223333", { arn: "arn:aws:iam::111122223333:user/root" })).toBe(false);
});
