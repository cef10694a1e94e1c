import { setImmediate } from "node:timers/promises";
import { systemClock } from "@skylab/aws";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Partition, Records } from "../port.ts";
import type { OpenRecords, RecordsUnderTest } from "./under-test.ts";

const bytes = (text: string): Uint8Array => Buffer.from(text);

async function put(partition: Partition, space: string, ...keys: readonly string[]): Promise<void> {
  await partition.commit({ writes: keys.map((key) => ({ kind: "put", space, key: bytes(key), value: bytes("v") })) });
}

export function describeSubscriptions(open: OpenRecords): void {
  let engine: RecordsUnderTest;
  let records: Records;
  let partition: Partition;
  let heard: string[][];
  beforeEach(async () => {
    engine = await open(systemClock);
    records = engine.records;
    partition = records.partition("000000000000/us-east-1");
    heard = [];
  });
  afterEach(() => engine.close());

  const hear = (keys: readonly Uint8Array[] | undefined): void => {
    heard.push((keys ?? []).map((key) => Buffer.from(key).toString()));
  };

  describe("a listener", () => {
    test("hears of a commit to its space before the commit is answered, once, with the keys", async () => {
      partition.subscribe("items", hear);
      await put(partition, "items", "a", "b");
      expect(heard).toEqual([["a", "b"]]);
      await partition.commit({ writes: [{ kind: "remove", space: "items", key: bytes("a") }] });
      expect(heard).toEqual([["a", "b"], ["a"]]);
    });

    test("finds what the commit wrote", async () => {
      const found = new Promise((resolve) => {
        partition.subscribe("items", () => resolve(partition.get("items", bytes("a"))));
      });
      await put(partition, "items", "a");
      expect(await found).toBeDefined();
    });

    test("that comes while a commit is under way hears of it, or finds what it wrote", async () => {
      // Each in a space of its own, and a moment later than the one before.
      for (let moment = 0; moment < 30; moment += 1) {
        const space = `items ${moment}`;
        let hasHeard = false;
        const committed = put(partition, space, "a");
        for (let waited = 0; waited < moment; waited += 1)
          await (waited % 5 === 4 ? setImmediate() : Promise.resolve());
        partition.subscribe(space, () => (hasHeard = true));
        const found = await partition.get(space, bytes("a"));
        await committed;
        expect(hasHeard || found !== undefined, `in moment ${moment}`).toBe(true);
      }
    });

    test("hears nothing of other spaces, other partitions and refused commits", async () => {
      partition.subscribe("items", hear);
      await put(partition, "others", "a");
      await put(records.partition("other"), "items", "a");
      const never = { space: "items", key: bytes("nothing"), version: 1n };
      await partition.commit({
        checks: [never],
        writes: [{ kind: "put", space: "items", key: bytes("a"), value: bytes("v") }],
      });
      expect(heard).toEqual([]);
    });

    test("that fails keeps nobody else from hearing, nor the commit from its answer, and whoever opened the records is told", async () => {
      const failures: unknown[] = [];
      const own = await open(systemClock, (error) => void failures.push(error));
      const failure = new Error("a listener's own");
      const watched = own.records.partition("000000000000/us-east-1");
      watched.subscribe("items", () => {
        throw failure;
      });
      watched.subscribe("items", hear);
      await put(watched, "items", "a");
      expect(heard).toEqual([["a"]]);
      expect(failures).toEqual([failure]);
      await own.close();
    });

    test("hears no more once it has unsubscribed, though another goes on", async () => {
      const stop = partition.subscribe("items", hear);
      partition.subscribe("items", hear);
      await put(partition, "items", "a");
      stop();
      await put(partition, "items", "b");
      expect(heard).toEqual([["a"], ["a"], ["b"]]);
    });
  });
}
