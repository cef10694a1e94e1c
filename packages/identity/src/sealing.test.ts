import { expect, it } from "vitest";
import { encryptionKeyOf, seal, unseal } from "./sealing.ts";

const KEY = encryptionKeyOf("a test's encryption key");

it("what was sealed opens with its key and for its purpose alone", () => {
  const sealed = seal(KEY, "greeting", "hello");
  expect(unseal(KEY, "greeting", sealed)).toBe("hello");
  expect(unseal(encryptionKeyOf("another encryption key"), "greeting", sealed)).toBeUndefined();
  expect(unseal(KEY, "farewell", sealed)).toBeUndefined();
});

it("nothing opens that was changed in any place", () => {
  const sealed = seal(KEY, "greeting", "hello");
  for (let at = 0; at < sealed.length; at += 1) {
    const other = sealed[at] === "A" ? "B" : "A";
    expect(unseal(KEY, "greeting", sealed.slice(0, at) + other + sealed.slice(at + 1))).toBeUndefined();
  }
  for (const changed of ["", sealed.slice(0, -4), `${sealed}A`, `${sealed}=`, ` ${sealed}`]) {
    expect(unseal(KEY, "greeting", changed)).toBeUndefined();
  }
});
