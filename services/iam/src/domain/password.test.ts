import { describe, expect, it } from "vitest";
import { hashPassword, isAnyPassword, isPassword } from "./password.ts";

const SALT = Buffer.alloc(16, "salt");

describe("a stored password", () => {
  it("is known again", async () => {
    const hash = await hashPassword("correct horse", SALT);
    await expect(isPassword("correct horse", hash)).resolves.toBe(true);
    await expect(isPassword("correct house", hash)).resolves.toBe(false);
  });

  it("stands nowhere in its hash", async () => {
    expect(await hashPassword("correct horse", SALT)).not.toContain("correct");
  });

  it("has another hash with another salt", async () => {
    const other = Buffer.alloc(16, "pepper");
    expect(await hashPassword("correct horse", SALT)).not.toBe(await hashPassword("correct horse", other));
  });

  it("is found among former ones", async () => {
    const hashes = [await hashPassword("first", SALT), await hashPassword("second", SALT)];
    await expect(isAnyPassword("second", hashes)).resolves.toBe(true);
    await expect(isAnyPassword("third", hashes)).resolves.toBe(false);
  });
});
