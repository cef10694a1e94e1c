import { type MovableClock, movableClock } from "@skylab/aws";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Partition, Write } from "../port.ts";
import type { OpenRecords, RecordsUnderTest } from "./under-test.ts";

const bytes = (text: string): Uint8Array => Buffer.from(text);
const NOON = Date.UTC(2026, 10, 26, 12);
const MINUTE_MS = 60_000;

const put = (key: string, expiresAt?: number): Write => ({
  kind: "put",
  space: "items",
  key: bytes(key),
  value: bytes("value"),
  ...(expiresAt === undefined ? {} : { expiresAt }),
});

/** Resolves with the keys of the next commit or sweep that touches the space. */
function nextTouched(partition: Partition): Promise<readonly string[] | undefined> {
  return new Promise((resolve) => {
    const stop = partition.subscribe("items", (keys) => {
      stop();
      resolve(keys?.map((key) => Buffer.from(key).toString()));
    });
  });
}

export function describeExpiry(open: OpenRecords): void {
  let clock: MovableClock;
  let engine: RecordsUnderTest;
  let partition: Partition;
  beforeEach(async () => {
    clock = movableClock();
    clock.set(NOON);
    engine = await open(clock);
    partition = engine.records.partition("000000000000/us-east-1");
  });
  afterEach(() => engine.close());

  describe("a record with an expiry", () => {
    test("is there until then, and gone from then on for every read", async () => {
      await partition.commit({
        writes: [put("short", NOON + MINUTE_MS), put("long", NOON + 2 * MINUTE_MS), put("ever")],
      });
      const keys = ["ever", "long", "short"];
      clock.set(NOON + MINUTE_MS - 1);
      expect((await partition.range("items", { limit: 10 })).map((entry) => Buffer.from(entry.key).toString())).toEqual(
        keys,
      );
      clock.set(NOON + MINUTE_MS);
      expect(await partition.get("items", bytes("short"))).toBeUndefined();
      expect((await partition.getMany("items", keys.map(bytes))).map((record) => record !== undefined)).toEqual([
        true,
        true,
        false,
      ]);
      expect(await partition.range("items", { limit: 10 })).toHaveLength(2);
      expect(await partition.range("items", { limit: 10, reverse: true })).toHaveLength(2);
    });

    test("does not take the place of a live one within a range's limit", async () => {
      await partition.commit({ writes: [put("a", NOON + 1), put("b", NOON + 1), put("c"), put("d")] });
      clock.set(NOON + 1);
      const entries = await partition.range("items", { limit: 2 });
      expect(entries.map((entry) => Buffer.from(entry.key).toString())).toEqual(["c", "d"]);
    });

    test("counts as absent for a check once it is expired", async () => {
      const first = await partition.commit({ writes: [put("lease", NOON + MINUTE_MS)] });
      const absent = { space: "items", key: bytes("lease"), version: undefined };
      expect(await partition.commit({ checks: [absent], writes: [put("lease")] })).toEqual({ ok: false, conflict: 0 });
      clock.set(NOON + MINUTE_MS);
      const present = { ...absent, version: first.ok ? first.version : undefined };
      expect(await partition.commit({ checks: [present], writes: [put("x")] })).toEqual({ ok: false, conflict: 0 });
      expect(await partition.commit({ checks: [absent], writes: [put("lease")] })).toMatchObject({ ok: true });
      expect(await partition.get("items", bytes("lease"))).toBeDefined();
    });

    test("is removed soon after, and those who listen are told", async () => {
      await partition.commit({
        writes: [put("a", NOON + MINUTE_MS), put("b", NOON + MINUTE_MS), put("c", NOON + 9 * MINUTE_MS)],
      });
      const swept = nextTouched(partition);
      clock.advance(2 * MINUTE_MS);
      expect([undefined, ["a", "b"]]).toContainEqual(await swept);
      expect(await partition.count("items")).toBe(1);
    });

    test("is removed in parts when very many expire together", async () => {
      const writes = Array.from({ length: 2500 }, (_, index) => put(`key ${index}`, NOON + MINUTE_MS));
      await partition.commit({ writes: [...writes, put("ever")] });
      clock.advance(2 * MINUTE_MS);
      while ((await partition.count("items")) > 1) await new Promise(setImmediate);
      expect(await partition.get("items", bytes("ever"))).toBeDefined();
    });

    test("that was written again lives as long as the later write says", async () => {
      await partition.commit({
        writes: [put("a", NOON + MINUTE_MS), put("b", NOON + MINUTE_MS), put("c", NOON + MINUTE_MS)],
      });
      await partition.commit({ writes: [put("a"), put("b", NOON + 5 * MINUTE_MS)] });
      const swept = nextTouched(partition);
      clock.advance(2 * MINUTE_MS);
      await swept;
      expect(await partition.get("items", bytes("a"))).toBeDefined();
      expect(await partition.get("items", bytes("b"))).toBeDefined();
      expect(await partition.count("items")).toBe(2);
    });

    test("can be a log's, too", async () => {
      const entry: Write = {
        kind: "append",
        space: "items",
        key: bytes("log"),
        value: bytes("1"),
        expiresAt: NOON + MINUTE_MS,
      };
      await partition.commit({ writes: [entry] });
      expect(await partition.range("items", { limit: 10 })).toHaveLength(1);
      const swept = nextTouched(partition);
      clock.advance(2 * MINUTE_MS);
      await swept;
      expect(await partition.count("items")).toBe(0);
    });

    test("is removed after the records were opened again, too", async () => {
      await partition.commit({ writes: [put("a", NOON + MINUTE_MS)] });
      const again = (await engine.reopen()).partition("000000000000/us-east-1");
      expect(await again.get("items", bytes("a"))).toBeDefined();
      const swept = nextTouched(again);
      clock.advance(2 * MINUTE_MS);
      await swept;
      expect(await again.count("items")).toBe(0);
    });
  });
}
