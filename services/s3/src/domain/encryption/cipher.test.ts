import { expect, it } from "vitest";
import { cipherAt, WHOLE } from "./cipher.ts";

const about = { key: Buffer.alloc(32, 1), nonce: "0011223344556677", part: WHOLE };
const bytes = Buffer.from(Array.from({ length: 1000 }, (_, index) => index & 0xff));
const encrypted = cipherAt({ ...about, offset: 0 })(bytes);

it.each([0, 1, 15, 16, 17, 500, 999])("what begins at byte %i is decrypted without what comes before", (offset) => {
  expect(cipherAt({ ...about, offset })(encrypted.subarray(offset))).toEqual(bytes.subarray(offset));
});

it("no part is encrypted as another, nor by another nonce or key", () => {
  const others = [
    { ...about, part: 1 },
    { ...about, nonce: "0011223344556678" },
    { ...about, key: Buffer.alloc(32, 2) },
  ];
  const all = [encrypted, ...others.map((other) => cipherAt({ ...other, offset: 0 })(bytes))];
  expect(new Set(all.map((one) => one.toString("hex"))).size).toBe(all.length);
});
