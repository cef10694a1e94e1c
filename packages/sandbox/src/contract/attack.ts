import { expect, it } from "vitest";
import { type Attack, type Hold, PROTECTION } from "./protection.ts";
import { answerOf, BYSTANDER, type HostUnderTest, hostOn, type OpenRunner } from "./under-test.ts";

export type HostileOptions = {
  readonly open: OpenRunner;
  readonly hold: Hold;
};

/** Tries an attack, and returns whether it was possible. */
export type Try = (host: HostUnderTest) => Promise<boolean>;

/** A test that an attack is blocked where the table says so, is possible where not, and that nobody else suffers from it. */
export function itHoldsAgainst(attack: Attack, { open, hold }: HostileOptions, tryIt: Try): void {
  const isBlocked = PROTECTION[attack].includes(hold);
  it(`${isBlocked ? "lets nobody" : "CANNOT keep code from trying to"} ${attack}`, async () => {
    const host = await hostOn(open);
    expect(await tryIt(host)).toBe(!isBlocked);
    expect(await answerOf(host, BYSTANDER)).toEqual({ answer: 42 });
  });
}

/** Whether a function that was told to do what it may not do did it: it answers `{ did }`. */
export const did = async (host: HostUnderTest, code: string, event?: unknown): Promise<boolean> =>
  (await answerOf(host, code, event))["did"] === true;

/** A handler that reports whether an expression of it came to an end without an error. */
export const attempting = (expression: string, imports = ""): string => `
  import * as fs from "node:fs"; import * as net from "node:net"; import { tmpdir } from "node:os";
  import { dirname } from "node:path"; ${imports}
  export const handler = async (event) => {
    try {
      return { did: Boolean(await (${expression})) };
    } catch (error) {
      return { did: false, why: String(error) };
    }
  };`;
