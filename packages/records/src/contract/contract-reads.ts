import { systemClock } from "@skylab/aws";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { encodeKey, keyAfter, prefixRange } from "../keys/tuple.ts";
import type { Partition, Range, Records } from "../port.ts";
import type { OpenRecords, RecordsUnderTest } from "./under-test.ts";

const bytes = (text: string): Uint8Array => Buffer.from(text);

async function fill(partition: Partition, space: string, keys: readonly Uint8Array[]): Promise<void> {
  await partition.commit({ writes: keys.map((key) => ({ kind: "put", space, key, value: key })) });
}

async function keysIn(partition: Partition, range: Range): Promise<string> {
  const entries = await partition.range("items", range);
  return entries.map((entry) => Buffer.from(entry.key).toString()).join(" ");
}

export function describeReads(open: OpenRecords): void {
  let engine: RecordsUnderTest;
  let records: Records;
  let partition: Partition;
  beforeEach(async () => {
    engine = await open(systemClock);
    records = engine.records;
    partition = records.partition("000000000000/us-east-1");
  });
  afterEach(() => engine.close());

  describe("a read", () => {
    test("of what was never written finds nothing", async () => {
      expect(await partition.get("items", bytes("a"))).toBeUndefined();
      expect(await partition.getMany("items", [bytes("a"), bytes("b")])).toEqual([undefined, undefined]);
      expect(await partition.range("items", { limit: 10 })).toEqual([]);
      expect(await partition.count("items")).toBe(0);
      expect(await records.partitions()).toEqual([]);
    });

    test("of many keys answers in the order asked for, with a gap for each that is missing", async () => {
      await fill(partition, "items", ["a", "b", "c"].map(bytes));
      const found = await partition.getMany("items", ["c", "x", "a", "c"].map(bytes));
      expect(found.map((record) => record && Buffer.from(record.value).toString())).toEqual(["c", undefined, "a", "c"]);
    });

    test("gives bytes that stay as they are, whatever is read or written afterwards", async () => {
      await fill(partition, "items", ["a", "b"].map(bytes));
      const record = await partition.get("items", bytes("a"));
      const [entry] = await partition.range("items", { limit: 1 });
      await fill(partition, "items", ["c", "d"].map(bytes));
      await partition.getMany("items", ["b", "c", "d"].map(bytes));
      expect(record?.value).toEqual(Buffer.from("a"));
      expect(entry?.key).toEqual(Buffer.from("a"));
      expect(entry?.value).toEqual(Buffer.from("a"));
    });
  });

  describe("a range", () => {
    beforeEach(() => fill(partition, "items", ["b", "a", "d", "c", "e"].map(bytes)));

    test("comes in the order of the keys, and backwards when reversed", async () => {
      expect(await keysIn(partition, { limit: 10 })).toBe("a b c d e");
      expect(await keysIn(partition, { limit: 10, reverse: true })).toBe("e d c b a");
    });

    test("holds its first key and not its last, in both directions", async () => {
      const [from, to] = [bytes("b"), bytes("d")];
      expect(await keysIn(partition, { from, to, limit: 10 })).toBe("b c");
      expect(await keysIn(partition, { from, to, limit: 10, reverse: true })).toBe("c b");
      expect(await keysIn(partition, { from, limit: 10 })).toBe("b c d e");
      expect(await keysIn(partition, { to, limit: 10, reverse: true })).toBe("c b a");
    });

    test("may begin and end between the records and beyond them", async () => {
      const [from, to] = [bytes("aa"), bytes("cc")];
      expect(await keysIn(partition, { from, to, limit: 10 })).toBe("b c");
      expect(await keysIn(partition, { from, to, limit: 10, reverse: true })).toBe("c b");
      expect(await keysIn(partition, { from: bytes("0"), to: bytes("z"), limit: 10, reverse: true })).toBe("e d c b a");
      expect(await keysIn(partition, { from: bytes("f"), limit: 10 })).toBe("");
    });

    test("is empty when it ends where it begins, or before", async () => {
      for (const reverse of [false, true]) {
        expect(await keysIn(partition, { from: bytes("b"), to: bytes("b"), limit: 10, reverse })).toBe("");
        expect(await keysIn(partition, { from: bytes("d"), to: bytes("b"), limit: 10, reverse })).toBe("");
      }
    });

    test("stops at its limit, and goes on behind its last entry", async () => {
      expect(await keysIn(partition, { limit: 2 })).toBe("a b");
      expect(await keysIn(partition, { from: keyAfter(bytes("b")), limit: 2 })).toBe("c d");
      expect(await keysIn(partition, { to: bytes("d"), limit: 2, reverse: true })).toBe("c b");
      expect(await keysIn(partition, { limit: 0 })).toBe("");
      expect(await keysIn(partition, { limit: Number.POSITIVE_INFINITY })).toBe("a b c d e");
    });

    test("stops at its bytes of keys and values with the record that reaches them, in both directions", async () => {
      // Each key and its value are two bytes.
      expect(await keysIn(partition, { limit: 10, maxBytes: 4 })).toBe("a b");
      expect(await keysIn(partition, { limit: 10, maxBytes: 5, reverse: true })).toBe("e d c");
      expect(await keysIn(partition, { limit: 2, maxBytes: 5 })).toBe("a b");
      expect(await keysIn(partition, { limit: 10, maxBytes: 0 })).toBe("a");
      expect(await keysIn(partition, { limit: 10, maxBytes: 10 })).toBe("a b c d e");
      expect(await keysIn(partition, { limit: 10, maxBytes: 11 })).toBe("a b c d e");
    });

    test("of many records, small ones and then large ones, stops at its bytes as well", async () => {
      const writes = Array.from({ length: 200 }, (_, index) => {
        return {
          kind: "put",
          space: "mixed",
          key: encodeKey(index + 1000),
          value: Buffer.alloc(index < 100 ? 10 : 10_000),
        } as const;
      });
      await partition.commit({ writes });
      const found = await partition.range("mixed", { limit: 1000, maxBytes: 50_000 });
      // The keys have three bytes: a hundred records of 13, and then 4.87 of 10,003.
      expect(found.length).toBe(105);
    });

    test("leaves out what was removed", async () => {
      await partition.commit({ writes: [{ kind: "remove", space: "items", key: bytes("c") }] });
      expect(await keysIn(partition, { limit: 10 })).toBe("a b d e");
    });
  });

  describe("keys", () => {
    test("are bytes compared as unsigned, zero bytes and 0xff and the empty key included", async () => {
      const keys = [[], [0], [0, 0], [0, 0xff], [1], [0x7f], [0x80], [0xff], [0xff, 0], [0xff, 0xff]];
      await fill(
        partition,
        "items",
        keys.toReversed().map((key) => Uint8Array.from(key)),
      );
      const entries = await partition.range("items", { limit: 100 });
      expect(entries.map((entry) => Array.from(entry.key))).toEqual(keys);
      for (const key of keys) {
        expect((await partition.get("items", Uint8Array.from(key)))?.value).toEqual(Buffer.from(key));
      }
    });

    test("that are tuples come in the order of their values, by prefix", async () => {
      const orders = [-300, -1, 0, 7, 256].map((order) => encodeKey("customer", order));
      const others = [encodeKey("customer"), encodeKey("customer!", 1), encodeKey("custom", 1)];
      await fill(partition, "items", [...orders, ...others].toReversed());
      const found = await partition.range("items", { ...prefixRange("customer"), limit: 100 });
      expect(found.map((entry) => Buffer.from(entry.key))).toEqual(
        [encodeKey("customer"), ...orders].map((key) => Buffer.from(key)),
      );
    });
  });

  describe("partitions and spaces", () => {
    test("of other names do not share records, counts or ranges", async () => {
      await fill(partition, "items", ["a", "b"].map(bytes));
      await fill(partition, "item", [bytes("c")]);
      await fill(partition, "items2", [bytes("d")]);
      await fill(records.partition("000000000000/us-east-2"), "items", [bytes("e")]);
      expect(await keysIn(partition, { limit: 10 })).toBe("a b");
      expect(await keysIn(partition, { limit: 10, reverse: true })).toBe("b a");
      expect(await keysIn(records.partition("000000000000/us-east-2"), { limit: 10 })).toBe("e");
      expect(await partition.get("items", bytes("e"))).toBeUndefined();
      expect(await partition.count("items")).toBe(2);
    });

    test("may have any name", async () => {
      const names = ["", "a:b", "a", "{b}", "ü\0☃", "x".repeat(500)];
      for (const name of names) await fill(records.partition(name), name, [bytes(name.slice(0, 5))]);
      for (const name of names) {
        const entries = await records.partition(name).range(name, { limit: 10 });
        expect(entries.map((entry) => entry.key)).toEqual([Buffer.from(name.slice(0, 5))]);
      }
      expect((await records.partitions()).toSorted()).toEqual(names.toSorted());
    });

    test("are listed while they hold a record", async () => {
      await fill(partition, "items", [bytes("a")]);
      await fill(records.partition("other"), "items", [bytes("a")]);
      await partition.commit({ writes: [{ kind: "remove", space: "items", key: bytes("a") }] });
      expect(await records.partitions()).toEqual(["other"]);
    });
  });

  describe("a count", () => {
    test("follows every record that is made and removed, and no other write", async () => {
      await fill(partition, "items", ["a", "b", "c"].map(bytes));
      await fill(partition, "items", ["a", "b"].map(bytes));
      expect(await partition.count("items")).toBe(3);
      await partition.commit({
        writes: [
          { kind: "remove", space: "items", key: bytes("a") },
          { kind: "remove", space: "items", key: bytes("a") },
          { kind: "append", space: "items", key: bytes("log"), value: bytes("1") },
          { kind: "append", space: "items", key: bytes("log"), value: bytes("2") },
        ],
      });
      expect(await partition.count("items")).toBe(4);
    });
  });
}
