import { describe, expect, it } from "vitest";
import { addSandboxNumber, checkDeletion, tryCode, verificationCode } from "./sandbox.ts";

const HOUR_MS = 3_600_000;

describe("a number of the SMS sandbox", () => {
  it("is pending until its code is told, and stays verified whatever is told later", () => {
    const added = addSandboxNumber(undefined, "123456", 0);
    expect(added.status).toBe("Pending");
    expect(tryCode(added, "654321", 5)).toMatchObject({ status: "Pending", triedAt: 5 });
    const verified = tryCode(added, "123456", 6);
    expect(verified).toMatchObject({ status: "Verified", triedAt: 6 });
    expect(tryCode(verified, "654321", 7).status).toBe("Verified");
  });

  it("gets another code when it is added again, also where the sandbox is full", () => {
    const verified = tryCode(addSandboxNumber(undefined, "123456", 9), "123456", 1);
    expect(addSandboxNumber(verified, "222222", 10)).toMatchObject({ status: "Verified", code: "222222" });
    expect(() => addSandboxNumber(undefined, "333333", 10)).toThrow("up to 10 destination phone numbers");
  });

  it("can be deleted a day after somebody last tried to verify it, and at once where nobody did", () => {
    const added = addSandboxNumber(undefined, "123456", 0);
    expect(() => checkDeletion(added, 0)).not.toThrow();
    const tried = tryCode(added, "1", HOUR_MS);
    expect(() => checkDeletion(tried, 25 * HOUR_MS - 1)).toThrow("24 hours after its last verification attempt");
    expect(() => checkDeletion(tried, 25 * HOUR_MS)).not.toThrow();
  });

  it("has codes of six digits", () => {
    expect(verificationCode(new Uint8Array([0, 0, 0, 7]))).toBe("000007");
    expect(verificationCode(new Uint8Array([255, 255, 255, 255]))).toBe("967295");
  });
});
