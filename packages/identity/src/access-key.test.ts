import { randomIds } from "@skylab/aws";
import { describe, expect, it } from "vitest";
import { newSecret, openSecret, sealSecret } from "./access-key.ts";
import { encryptionKeyOf } from "./sealing.ts";

const KEY = encryptionKeyOf("a test's encryption key");

describe("the secret of an access key", () => {
  it("has forty characters of the base64 alphabet", () => {
    expect(newSecret(randomIds)).toMatch(/^[A-Za-z0-9+/]{40}$/);
  });

  it("is given back to its own key", () => {
    const sealed = sealSecret(KEY, "AKIAIOSFODNN7EXAMPLE", "a secret");
    expect(openSecret(KEY, "AKIAIOSFODNN7EXAMPLE", sealed)).toBe("a secret");
  });

  it("is given to no other key, so that rows cannot be exchanged", () => {
    const sealed = sealSecret(KEY, "AKIAIOSFODNN7EXAMPLE", "a secret");
    expect(openSecret(KEY, "AKIAI44QH8DHBEXAMPLE", sealed)).toBeUndefined();
  });
});
