import { randomUUID } from "node:crypto";
import { EventEmitter, once } from "node:events";
import { inspect } from "node:util";
import { movableClock, systemClock } from "@skylab/aws";
import { Redis } from "ioredis";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { logRange } from "../log.ts";
import type { Partition, Records, Write } from "../port.ts";
import { partitionKeys } from "./layout.ts";
import { openRedisRecords, type RedisRecordsOptions } from "./records.ts";
import { hasRedisServer, type RedisServer, startRedisServer } from "./redis-server.ts";
import { UnreliableNetwork } from "./unreliable-network.ts";

const bytes = (text: string): Uint8Array => Buffer.from(text);
const NAME = "000000000000/us-east-1";
const NOON = Date.UTC(2026, 10, 26, 12);
const MINUTE_MS = 60_000;
/** Short to wait for, and long for what must be answered meanwhile on a busy machine. */
const TIMEOUT_MS = 6_000;

const put = (key: string) => ({ kind: "put", space: "items", key: bytes(key), value: bytes("value") }) as const;
const append = (value: string): Write => ({ kind: "append", space: "log", key: bytes("log"), value: bytes(value) });

async function logOf(partition: Partition): Promise<readonly string[]> {
  const entries = await partition.range("log", { ...logRange(bytes("log")), limit: Number.POSITIVE_INFINITY });
  return entries.map((entry) => Buffer.from(entry.value).toString());
}

/** What a listener hears, one after the other; `undefined` where anything may have changed. */
function hearing(partition: Partition): () => Promise<readonly string[] | undefined> {
  const heard: (readonly string[] | undefined)[] = [];
  const hears = new EventEmitter();
  partition.subscribe("items", (keys) => {
    heard.push(keys?.map((key) => Buffer.from(key).toString()));
    hears.emit("heard");
  });
  return async () => {
    if (heard.length === 0) await once(hears, "heard");
    return heard.shift();
  };
}

const describeProcesses = (): void => {
  let server: RedisServer;
  let network: UnreliableNetwork;
  let prefix: string;
  let opened: Records[];
  beforeAll(async () => {
    server = await startRedisServer();
  });
  afterAll(() => server.remove());
  beforeEach(async () => {
    prefix = randomUUID();
    opened = [];
    network = new UnreliableNetwork(server.url);
    await network.open();
  });
  afterEach(async () => {
    network.mend();
    await Promise.all(opened.map((records) => records.close()));
    await network.close();
  });

  /** As another process has it. */
  const open = async (options: Partial<RedisRecordsOptions> = {}): Promise<Records> => {
    const records = await openRedisRecords({ url: server.url, clock: systemClock, prefix, ...options });
    opened.push(records);
    return records;
  };
  const openPartition = async (options: Partial<RedisRecordsOptions> = {}): Promise<Partition> =>
    (await open(options)).partition(NAME);

  describe("a connection that breaks", () => {
    test("lets calls wait until there is another", async () => {
      const partition = await openPartition({ url: network.url });
      await partition.commit({ writes: [put("a")] });
      network.cut();
      const commit = partition.commit({ writes: [put("b")] });
      const read = partition.get("items", bytes("a"));
      network.mend();
      expect(await commit).toMatchObject({ ok: true });
      expect(await read).toBeDefined();
    });

    test("does not make a commit twice whose answer was lost", async () => {
      const partition = await openPartition({ url: network.url });
      await partition.commit({ writes: [append("first")] });
      const cut = network.cutAtNextAnswer();
      const commit = partition.commit({ writes: [append("second")] });
      await cut;
      network.mend();
      const result = await commit;
      expect(await logOf(partition)).toEqual(["first", "second"]);
      const [, second] = await partition.range("log", { ...logRange(bytes("log")), limit: 2 });
      expect(result).toEqual({ ok: true, version: second?.version });
    });

    test("rejects a commit whose answer was lost, when so many others were made since that it is not remembered", async () => {
      const partition = await openPartition({ url: network.url });
      const cut = network.cutAtNextAnswer();
      const commit = partition.commit({ writes: [append("lost")] });
      await cut;
      const other = await openPartition();
      await Promise.all(Array.from({ length: 5000 }, () => other.commit({ writes: [put("a")] })));
      network.mend();
      await expect(commit).rejects.toThrow("whether the commit was made is no longer known");
      expect(await logOf(partition)).toEqual(["lost"]);
      expect(await partition.commit({ writes: [append("next")] })).toMatchObject({ ok: true });
      expect(await logOf(partition)).toEqual(["lost", "next"]);
    });

    test("rejects calls when there is no other in time, and does not make them later", async () => {
      const partition = await openPartition({ url: network.url, timeoutMs: TIMEOUT_MS });
      network.cut();
      const calls = [partition.commit({ writes: [put("a")] }), partition.get("items", bytes("a"))];
      const refused = calls.map((call) => expect(call).rejects.toThrow(`Redis has not answered for ${TIMEOUT_MS} ms`));
      await Promise.all(refused);
      network.mend();
      expect(await partition.commit({ writes: [put("b")] })).toMatchObject({ ok: true });
      expect(await partition.get("items", bytes("a"))).toBeUndefined();
    });

    test("waits for Redis as long where this process stood still itself", async () => {
      const partition = await openPartition({ url: network.url, timeoutMs: 1_000 });
      await partition.commit({ writes: [put("held")] });
      const held = network.hold("held");
      const read = partition.get("items", bytes("held"));
      await held.sent;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 3_000);
      held.release();
      expect(await read).toBeDefined();
    });

    test("lets listeners know that they may have missed something", async () => {
      const partition = await openPartition({ url: network.url });
      const next = hearing(partition);
      await partition.get("items", bytes("a"));
      network.cut();
      const other = await openPartition();
      await other.commit({ writes: [put("a")] });
      network.mend();
      expect(await next()).toBeUndefined();
      await other.commit({ writes: [put("b")] });
      expect(await next()).toEqual(["b"]);
    });

    test("lets listeners know of a commit that was rejected and may have been made", async () => {
      const partition = await openPartition({ url: network.url, timeoutMs: TIMEOUT_MS });
      const next = hearing(partition);
      const cut = network.cutAtNextAnswer();
      const read = partition.get("items", bytes("a")).catch(() => undefined);
      await cut;
      await expect(partition.commit({ writes: [put("a")] })).rejects.toThrow("Redis has not answered");
      await read;
      expect(await next()).toBeUndefined();
    });

    test("lets listeners know of a commit that was rejected and is made afterwards, once", async () => {
      const partition = await openPartition({ url: network.url, timeoutMs: TIMEOUT_MS });
      const next = hearing(partition);
      await partition.get("items", bytes("late"));
      const held = network.hold("late");
      await expect(partition.commit({ writes: [put("late"), append("late")] })).rejects.toThrow("has not answered");
      expect(await next()).toBeUndefined();
      held.release();
      expect(await next()).toEqual(["late"]);
      expect(await logOf(partition)).toEqual(["late"]);
    });
  });

  test("records of a Redis that cannot be reached do not open", async () => {
    network.cut();
    await expect(open({ url: network.url, timeoutMs: 300 })).rejects.toThrow("Redis has not answered for 300 ms");
  });

  test("an error of Redis says nothing of what was to be kept", async () => {
    const partition = await openPartition();
    const redis = new Redis(server.url);
    await redis.set(partitionKeys(prefix, NAME).space("items").records, "no hash");
    redis.disconnect();
    const error: unknown = await partition.commit({ writes: [put("a")] }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ message: expect.stringContaining("Redis refuses evalsha: WRONGTYPE") });
    expect(inspect(error, { depth: Number.POSITIVE_INFINITY })).not.toContain("{");
  });

  describe("several processes", () => {
    test("hear of each other's commits, whatever they have read before", async () => {
      const [partition, other] = [await openPartition(), await openPartition()];
      for (let round = 0; round < 20; round++) {
        const stop = new Promise<readonly Uint8Array[] | undefined>((resolve) => {
          const unsubscribe = partition.subscribe("items", (keys) => {
            unsubscribe();
            resolve(keys);
          });
        });
        await partition.get("items", bytes("a"));
        await other.commit({ writes: [put("a"), append("b"), { kind: "remove", space: "items", key: bytes("c") }] });
        expect(await stop).toEqual([Buffer.from("a"), Buffer.from("c")]);
      }
    });

    test("read nothing of a space they listen to before Redis tells them of every change", async () => {
      const [partition, other] = [await openPartition({ url: network.url }), await openPartition()];
      const held = network.hold("subscribe");
      const next = hearing(partition);
      await held.sent;
      const read = partition.get("items", bytes("a"));
      // Redis answers in order: a read that did not wait would be answered before this one.
      await partition.get("others", bytes("a"));
      await other.commit({ writes: [put("a")] });
      held.release();
      expect(await read).toBeDefined();
      await other.commit({ writes: [put("b")] });
      expect(await next()).toEqual(["b"]);
    });

    test("hear that anything may have changed when a commit wrote very many keys", async () => {
      const [partition, other] = [await openPartition(), await openPartition()];
      const next = hearing(partition);
      await partition.get("items", bytes("a"));
      await other.commit({ writes: Array.from({ length: 101 }, (_, index) => put(String(index))) });
      expect(await next()).toBeUndefined();
    });

    test("together count every one of their increments of one record", async () => {
      const partitions = await Promise.all([openPartition(), openPartition(), openPartition()]);
      const key = bytes("counter");
      const increment = async (partition: Partition): Promise<void> => {
        for (;;) {
          const counter = await partition.get("items", key);
          const value = bytes(String(Number(Buffer.from(counter?.value ?? []).toString()) + 1));
          const checks = [{ space: "items", key, version: counter?.version }];
          const result = await partition.commit({ checks, writes: [{ kind: "put", space: "items", key, value }] });
          if (result.ok) return;
        }
      };
      await Promise.all(Array.from({ length: 60 }, (_, index) => increment(partitions[index % 3] ?? partitions[0])));
      expect((await partitions[0].get("items", key))?.value).toEqual(Buffer.from("60"));
    });

    test("go on with a partition of which they know nothing, however many commits were made there", async () => {
      const partition = await openPartition();
      await Promise.all(Array.from({ length: 5000 }, () => partition.commit({ writes: [put("a")] })));
      const other = await openPartition();
      expect(await other.commit({ writes: [put("b")] })).toEqual({ ok: true, version: 5001n });
    });

    test("do not remove a record that was written again while they swept", async () => {
      const [clock, later] = [movableClock(), movableClock()];
      clock.set(NOON);
      later.set(NOON);
      const partition = await openPartition({ clock });
      await partition.commit({ writes: [{ ...put("a"), expiresAt: NOON + MINUTE_MS }] });
      const sweeping = await open({ url: network.url, clock: later });
      const held = network.hold("expire");
      later.advance(2 * MINUTE_MS);
      await held.sent;
      await partition.commit({ writes: [put("a")] });
      held.release();
      await sweeping.close();
      expect(await partition.get("items", bytes("a"))).toBeDefined();
    });

    test("remove the expired records that another one left", async () => {
      const clock = movableClock();
      clock.set(NOON);
      const partition = await openPartition({ clock });
      const other = await open({ clock });
      const expiresAt = clock.now() + 5 * MINUTE_MS;
      await other.partition(NAME).commit({ writes: [{ ...put("a"), expiresAt }] });
      await other.close();
      const next = hearing(partition);
      clock.advance(2 * MINUTE_MS);
      expect(await partition.count("items")).toBe(1);
      clock.advance(10 * MINUTE_MS);
      expect(await next()).toEqual(["a"]);
      expect(await partition.count("items")).toBe(0);
    });
  });
};

if (hasRedisServer()) describeProcesses();
else test.skip("processes that share a Redis need redis-server: not run here");
