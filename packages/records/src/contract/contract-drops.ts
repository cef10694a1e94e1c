import { movableClock, type MovableClock } from "@skylab/aws";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Partition, Write } from "../port.ts";
import type { OpenRecords, RecordsUnderTest } from "./under-test.ts";

/** More than an adapter collects at once. */
const MANY = 1200;

const bytes = (text: string): Uint8Array => Buffer.from(text);

const put = (space: string, key: string, expiresAt?: number): Write => ({
  kind: "put",
  space,
  key: bytes(key),
  value: bytes("v"),
  ...(expiresAt !== undefined && { expiresAt }),
});

const DROP = { kind: "drop", space: "items" } as const;

export function describeDrops(open: OpenRecords): void {
  let engine: RecordsUnderTest;
  let clock: MovableClock;
  let partition: Partition;
  beforeEach(async () => {
    clock = movableClock();
    engine = await open(clock);
    partition = engine.records.partition("000000000000/us-east-1");
  });
  afterEach(() => engine.close());

  const keys = async (space = "items"): Promise<string> => {
    const entries = await partition.range(space, { limit: 10_000 });
    return entries.map((entry) => Buffer.from(entry.key).toString()).join(" ");
  };
  const fill = (): Promise<unknown> =>
    partition.commit({ writes: Array.from({ length: MANY }, (_, index) => put("items", `old ${index}`)) });

  describe("a dropped space", () => {
    test("has no records any more, and others keep theirs", async () => {
      await fill();
      await partition.commit({ writes: [put("items2", "a"), put("item", "b")] });
      await partition.commit({ writes: [DROP] });
      expect(await keys()).toBe("");
      expect(await partition.count("items")).toBe(0);
      expect(await partition.get("items", bytes("old 7"))).toBeUndefined();
      expect([await keys("items2"), await keys("item")]).toEqual(["a", "b"]);
    });

    test("takes new records, of which none is collected with the old ones", async () => {
      await fill();
      await Promise.all([partition.commit({ writes: [DROP] }), partition.commit({ writes: [put("items", "new")] })]);
      expect(await keys()).toBe("new");
      await partition.commit({ writes: [put("items", "newer")] });
      await partition.commit({ writes: [DROP, put("items", "newest")] });
      const reopened = await engine.reopen();
      partition = reopened.partition("000000000000/us-east-1");
      expect(await keys()).toBe("newest");
      expect(await partition.count("items")).toBe(1);
    });

    test("is dropped with all other writes of the commit, in their order, or not at all", async () => {
      await partition.commit({ writes: [put("items", "a"), put("tables", "items")] });
      const refused = await partition.commit({
        checks: [{ space: "tables", key: bytes("items"), version: undefined }],
        writes: [DROP, put("items", "b")],
      });
      expect(refused.ok).toBe(false);
      expect(await keys()).toBe("a");
      const table = { kind: "remove", space: "tables", key: bytes("items") } as const;
      await partition.commit({ writes: [table, put("items", "b"), DROP, put("items", "c")] });
      expect([await keys(), await keys("tables")]).toEqual(["c", ""]);
    });

    test("holds no record for a check, and one made afterwards has a greater version", async () => {
      const before = await partition.commit({ writes: [put("items", "a")] });
      await partition.commit({ writes: [DROP] });
      const check = { space: "items", key: bytes("a"), version: before.ok ? before.version : 0n };
      expect(await partition.commit({ checks: [check], writes: [] })).toEqual({ ok: false, conflict: 0 });
      const absent = { ...check, version: undefined };
      const after = await partition.commit({ checks: [absent], writes: [put("items", "a")] });
      expect(after.ok && before.ok && after.version > before.version).toBe(true);
    });

    test("tells its listeners that anything may have changed", async () => {
      await partition.commit({ writes: [put("items", "a")] });
      const heard: unknown[] = [];
      partition.subscribe("items", (told) => heard.push(told));
      await partition.commit({ writes: [put("items", "b"), DROP, put("items", "c")] });
      expect(heard).toEqual([undefined]);
    });

    test("does not take the records of its new life along with the expired ones of its old", async () => {
      const soon = clock.now() + 60_000;
      await partition.commit({ writes: [put("items", "a", soon)] });
      await partition.commit({ writes: [DROP, put("items", "a"), put("items", "b", soon + 60_000)] });
      clock.advance(90_000);
      expect(await keys()).toBe("a b");
    });

    test("may be empty, or never have been", async () => {
      expect(await partition.commit({ writes: [DROP, { kind: "drop", space: "nothing" }] })).toMatchObject({
        ok: true,
      });
      expect(await keys()).toBe("");
    });
  });
}
