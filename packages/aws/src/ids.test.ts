import { expect, it } from "vitest";
import { base32Id, type Ids, randomIds, randomText } from "./ids.ts";

/** Ids of these bytes, one after the other. */
function idsOf(values: Iterable<number>): Ids {
  const bytes = [...values];
  return { uuid: () => "", bytes: (count) => Uint8Array.from(bytes.splice(0, count)) };
}

/** From the last one to the first, so that those that are not fair come first. */
const everyByte = Array.from({ length: 256 }, (_, index) => 255 - index);

it.each(["0123456789abcdef", "abcdefghijklmnopqrstuvwxyz0123456789"])(
  "each character of %s is as likely as the others",
  (alphabet) => {
    const each = Math.floor(256 / alphabet.length);
    const text = randomText(idsOf(everyByte), alphabet, each * alphabet.length);
    expect(text).toBe(alphabet.split("").toReversed().join("").repeat(each));
  },
);

it("what is no fair byte is made up for, so that all texts are as long as asked", () => {
  expect(randomText(idsOf([250, 9, 255, 8, 251, 7]), "0123456789", 3)).toBe("987");
  expect(randomText(randomIds, "abc", 100)).toMatch(/^[abc]{100}$/);
});

it("IAM's ids are letters and digits from 2 to 7", () => {
  expect(base32Id(idsOf([0, 25, 26, 31, 32, 255]), 6)).toBe("AZ27A7");
});
