import { afterAll, beforeAll, describe } from "vitest";
import { describeBank } from "./bank.ts";
import { describeLists } from "./lists.ts";
import { describeRegisters } from "./registers.ts";
import type { Victim } from "./victim.ts";

const START_MS = 120_000;

/** What is expected of either mode, whatever is killed. */
export function describeConsistency(start: () => Promise<Victim>): void {
  let started: Victim | undefined;
  beforeAll(async () => {
    started = await start();
  }, START_MS);
  afterAll(() => started?.remove(), START_MS);
  const victim = (): Victim => {
    if (started === undefined) throw new Error("Skylab runs only while tests do.");
    return started;
  };
  describe("registers", () => describeRegisters(victim));
  describe("a bank", () => describeBank(victim));
  describe("lists", () => describeLists(victim));
}
