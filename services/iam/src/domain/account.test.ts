import type { Ids } from "@skylab/aws";
import { expect, it } from "vitest";
import { newAccount } from "./account.ts";

/** Ids of bytes that are all the same. */
const idsOf = (byte: number): Ids => ({ uuid: () => "", bytes: (count) => new Uint8Array(count).fill(byte) });

it("an account's id has twelve digits, and no zero in front", () => {
  expect(newAccount("team-a", 1, idsOf(0))).toEqual({ id: "100000000000", name: "team-a", createdAt: 1 });
  expect(newAccount("team-a", 1, idsOf(255)).id).toBe("999999999999");
});
