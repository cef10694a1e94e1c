import { systemClock } from "@skylab/aws";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { appendedKey, logRange } from "../log.ts";
import { type Committed, MAX_KEY_BYTES, MAX_WRITES, type Partition, type Records, type Write } from "../port.ts";
import { retryOnConflict } from "../retry.ts";
import type { OpenRecords, RecordsUnderTest } from "./under-test.ts";

const bytes = (text: string): Uint8Array => Buffer.from(text);

const put = (key: string, value: string): Write => ({
  kind: "put",
  space: "items",
  key: bytes(key),
  value: bytes(value),
});

async function committed(partition: Partition, ...writes: readonly Write[]): Promise<Committed> {
  const result = await partition.commit({ writes });
  if (!result.ok) throw new Error("A commit without checks was refused");
  return result;
}

async function valueOf(partition: Partition, key: string): Promise<string | undefined> {
  const record = await partition.get("items", bytes(key));
  return record && Buffer.from(record.value).toString();
}

async function increment(partition: Partition, key: Uint8Array): Promise<void> {
  await retryOnConflict(async () => {
    const counter = await partition.get("items", key);
    const value = bytes(String(Number(Buffer.from(counter?.value ?? []).toString()) + 1));
    return partition.commit({
      checks: [{ space: "items", key, version: counter?.version }],
      writes: [{ kind: "put", space: "items", key, value }],
    });
  });
}

export function describeCommits(open: OpenRecords): void {
  let engine: RecordsUnderTest;
  let records: Records;
  let partition: Partition;
  beforeEach(async () => {
    engine = await open(systemClock);
    records = engine.records;
    partition = records.partition("000000000000/us-east-1");
  });
  afterEach(() => engine.close());

  describe("a commit", () => {
    test("writes all of its records, and their version is the commit's", async () => {
      const { version } = await committed(partition, put("a", "1"), put("b", "2"));
      expect(await partition.get("items", bytes("a"))).toEqual({ value: Buffer.from("1"), version });
      expect(await partition.get("items", bytes("b"))).toEqual({ value: Buffer.from("2"), version });
    });

    test.each([0, 1, 2])(
      "writes nothing at all when check %i of three does not hold, and says which",
      async (broken) => {
        const { version } = await committed(partition, put("a", "1"), put("b", "1"));
        const checks = ["a", "b", "c"].map((key, index) => {
          const found = key === "c" ? undefined : version;
          return { space: "items", key: bytes(key), version: index === broken ? version + 1n : found };
        });
        const writes: Write[] = [put("a", "2"), put("d", "3"), { kind: "remove", space: "items", key: bytes("a") }];
        expect(await partition.commit({ checks, writes })).toEqual({ ok: false, conflict: broken });
        expect(await valueOf(partition, "a")).toBe("1");
        expect(await valueOf(partition, "d")).toBeUndefined();
        expect(await partition.count("items")).toBe(2);
      },
    );

    test("is refused when it wants a record absent that is there, or a version of one that is not", async () => {
      await committed(partition, put("a", "1"));
      const absent = { space: "items", key: bytes("a"), version: undefined };
      expect(await partition.commit({ checks: [absent], writes: [put("a", "2")] })).toEqual({ ok: false, conflict: 0 });
      const present = { space: "items", key: bytes("b"), version: 1n };
      expect(await partition.commit({ checks: [present], writes: [put("b", "2")] })).toEqual({
        ok: false,
        conflict: 0,
      });
      expect(await valueOf(partition, "a")).toBe("1");
    });

    test("checks records of other spaces than it writes to", async () => {
      const { version } = await committed(partition, put("table", "active"));
      const checks = [{ space: "items", key: bytes("table"), version }];
      const write = { kind: "put", space: "others", key: bytes("k"), value: bytes("v") } as const;
      expect(await partition.commit({ checks, writes: [write] })).toMatchObject({ ok: true });
      await committed(partition, put("table", "deleting"));
      expect(await partition.commit({ checks, writes: [write] })).toEqual({ ok: false, conflict: 0 });
    });

    test("that only checks answers whether the checks hold", async () => {
      const { version } = await committed(partition, put("a", "1"));
      const check = { space: "items", key: bytes("a"), version };
      expect(await partition.commit({ checks: [check], writes: [] })).toMatchObject({ ok: true });
      const other = { ...check, version: version - 1n };
      expect(await partition.commit({ checks: [other], writes: [] })).toEqual({ ok: false, conflict: 0 });
    });

    test("with several writes to one key leaves what the last of them says", async () => {
      await committed(partition, put("a", "1"), put("a", "2"), put("b", "1"), {
        kind: "remove",
        space: "items",
        key: bytes("b"),
      });
      expect(await valueOf(partition, "a")).toBe("2");
      expect(await valueOf(partition, "b")).toBeUndefined();
      expect(await partition.count("items")).toBe(1);
    });

    test("may remove what is not there", async () => {
      await committed(partition, { kind: "remove", space: "items", key: bytes("nothing") });
      expect(await partition.count("items")).toBe(0);
    });

    test("has a greater version than every commit of the partition before it", async () => {
      let last = 0n;
      for (let index = 0; index < 20; index++) {
        const { version } = await committed(partition, put(`key ${index % 3}`, String(index)));
        expect(version).toBeGreaterThan(last);
        last = version;
      }
    });

    test("is seen by every read that begins after its answer", async () => {
      await Promise.all(
        Array.from({ length: 32 }, async (_, client) => {
          for (let round = 0; round < 10; round++) {
            await committed(partition, put(`client ${client}`, String(round)));
            expect(await valueOf(partition, `client ${client}`)).toBe(String(round));
          }
        }),
      );
    });

    test("carries a value of a megabyte, an empty one, and one of 400 KB beside an index entry", async () => {
      const large = Buffer.alloc(1_048_576, "large");
      const item = Buffer.alloc(400 * 1024, "item");
      await committed(
        partition,
        { kind: "put", space: "items", key: bytes("large"), value: large },
        { kind: "put", space: "items", key: bytes("item"), value: item },
        { kind: "put", space: "index", key: bytes("item"), value: new Uint8Array(0) },
      );
      const [foundLarge, foundItem] = await partition.getMany("items", [bytes("large"), bytes("item")]);
      expect(large.equals(foundLarge?.value ?? bytes(""))).toBe(true);
      expect(item.equals(foundItem?.value ?? bytes(""))).toBe(true);
      const [inRange] = await partition.range("items", { from: bytes("large"), limit: 1 });
      expect(large.equals(inRange?.value ?? bytes(""))).toBe(true);
      expect((await partition.get("index", bytes("item")))?.value).toHaveLength(0);
      await committed(partition, put("large", "small"));
      expect(await valueOf(partition, "large")).toBe("small");
    });

    test("carries the longest key, also appended and with an expiry, and refuses a longer one", async () => {
      const key = new Uint8Array(MAX_KEY_BYTES).fill(0xff);
      const expiresAt = systemClock.now() + 3_600_000;
      const { version } = await committed(
        partition,
        { kind: "put", space: "items", key, value: bytes("put"), expiresAt },
        { kind: "append", space: "items", key, value: bytes("appended"), expiresAt },
      );
      expect((await partition.get("items", key))?.value).toEqual(Buffer.from("put"));
      expect((await partition.range("items", { ...logRange(key), limit: 2 }))[0]?.value).toEqual(
        Buffer.from("appended"),
      );
      expect(version).toBeGreaterThan(0n);
      const longer = new Uint8Array(MAX_KEY_BYTES + 1);
      const write: Write = { kind: "put", space: "items", key: longer, value: bytes("put") };
      await expect(partition.commit({ writes: [put("a", "1"), write] })).rejects.toThrow(RangeError);
      await expect(partition.get("items", longer)).rejects.toThrow(RangeError);
      expect(await valueOf(partition, "a")).toBeUndefined();
    });

    test("refuses more writes than a commit may have", async () => {
      const writes = Array.from({ length: MAX_WRITES + 1 }, () => put("a", "1"));
      await expect(partition.commit({ writes })).rejects.toThrow(RangeError);
      expect(await valueOf(partition, "a")).toBeUndefined();
    });

    test("keeps its bytes when the caller uses its buffers again", async () => {
      const [key, value] = [Buffer.from("key"), Buffer.from("value")];
      await partition.commit({ writes: [{ kind: "put", space: "items", key, value }] });
      key.fill(0);
      value.fill(0);
      expect(await valueOf(partition, "key")).toBe("value");
    });
  });

  describe("commits at the same time", () => {
    test("count every one of 32 increments of one record", async () => {
      await Promise.all(Array.from({ length: 32 }, () => increment(partition, bytes("counter"))));
      expect(await valueOf(partition, "counter")).toBe("32");
    });

    test("let just one of many make a record that must be absent", async () => {
      const checks = [{ space: "items", key: bytes("name"), version: undefined }];
      const results = await Promise.all(
        Array.from({ length: 16 }, (_, client) => partition.commit({ checks, writes: [put("name", String(client))] })),
      );
      const winners = results.flatMap((result, client) => (result.ok ? [String(client)] : []));
      expect(winners).toEqual([await valueOf(partition, "name")]);
    });

    test("never show one of two records without the other", async () => {
      const stop = new AbortController();
      const reading = (async (): Promise<void> => {
        while (!stop.signal.aborted) {
          const [a, b] = await partition.getMany("items", [bytes("a"), bytes("b")]);
          expect(a?.version).toBe(b?.version);
          const entries = await partition.range("items", { limit: 2 });
          expect(new Set(entries.map((entry) => entry.version)).size).toBeLessThanOrEqual(1);
          await new Promise(setImmediate);
        }
      })();
      for (let round = 0; round < 50; round++)
        await committed(partition, put("a", String(round)), put("b", String(round)));
      stop.abort();
      await reading;
    });
  });

  describe("an append", () => {
    test("keeps the order of the commits, and within a commit that of its writes", async () => {
      const append = (value: string): Write => ({
        kind: "append",
        space: "log",
        key: bytes("shard"),
        value: bytes(value),
      });
      const first = await committed(partition, append("1"), append("2"));
      const second = await committed(partition, append("3"));
      const entries = await partition.range("log", { ...logRange(bytes("shard")), limit: 10 });
      expect(entries.map((entry) => Buffer.from(entry.value).toString())).toEqual(["1", "2", "3"]);
      expect(entries.map((entry) => entry.version)).toEqual([first.version, first.version, second.version]);
      expect(entries[2]?.key).toEqual(appendedKey(bytes("shard"), second.version, 0));
      expect(await partition.range("log", { ...logRange(bytes("shard"), first.version), limit: 10 })).toEqual([
        entries[2],
      ]);
    });

    test("of many commits at once gives each a record of its own", async () => {
      await Promise.all(
        Array.from({ length: 100 }, () =>
          partition.commit({ writes: [{ kind: "append", space: "log", key: bytes("shard"), value: bytes("x") }] }),
        ),
      );
      const entries = await partition.range("log", { ...logRange(bytes("shard")), limit: 1000 });
      expect(entries).toHaveLength(100);
      expect(await partition.count("log")).toBe(100);
    });
  });

  describe("after the records were opened again", () => {
    test("everything is as it was, and versions go on increasing", async () => {
      const { version } = await committed(partition, put("a", "1"), put("b", "2"));
      await committed(partition, { kind: "remove", space: "items", key: bytes("b") });
      const last = await committed(records.partition("999999999999/eu-west-1"), put("a", "3"));
      const reopened = await engine.reopen();
      const again = reopened.partition("000000000000/us-east-1");
      expect(await again.get("items", bytes("a"))).toEqual({ value: Buffer.from("1"), version });
      expect(await again.get("items", bytes("b"))).toBeUndefined();
      expect(await again.count("items")).toBe(1);
      expect(new Set(await reopened.partitions())).toEqual(
        new Set(["000000000000/us-east-1", "999999999999/eu-west-1"]),
      );
      const next = await committed(reopened.partition("999999999999/eu-west-1"), put("a", "4"));
      expect(next.version).toBeGreaterThan(last.version);
    });

    test("what was committed without waiting for the answer is there when the close came after it", async () => {
      const commits = Array.from({ length: 50 }, (_, index) => committed(partition, put(`key ${index}`, "v")));
      const reopened = await engine.reopen();
      await Promise.all(commits);
      expect(await reopened.partition("000000000000/us-east-1").count("items")).toBe(50);
    });

    test("what was committed after a refused commit is there", async () => {
      const absent = { space: "items", key: bytes("a"), version: 1n };
      expect(await partition.commit({ checks: [absent], writes: [put("a", "1")] })).toMatchObject({ ok: false });
      await committed(partition, put("b", "2"));
      const reopened = await engine.reopen();
      expect(await valueOf(reopened.partition("000000000000/us-east-1"), "b")).toBe("2");
    });

    test("the records that were closed refuse every call", async () => {
      await engine.reopen();
      await expect(partition.get("items", bytes("a"))).rejects.toThrow("closed");
      await expect(partition.commit({ writes: [put("a", "1")] })).rejects.toThrow("closed");
      await expect(partition.range("items", { limit: 1 })).rejects.toThrow("closed");
    });

    test("a ping is answered while the records are open, and refused when they are closed", async () => {
      await expect(records.ping()).resolves.toBeUndefined();
      await engine.reopen();
      await expect(records.ping()).rejects.toThrow("closed");
    });
  });
}
