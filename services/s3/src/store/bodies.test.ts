import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { randomIds } from "@skylab/aws";
import { newBlobId } from "@skylab/objects";
import { encodeKey } from "@skylab/records";
import { describe, expect, it } from "vitest";
import type { Bucket } from "../domain/bucket.ts";
import type { StoredBody } from "../domain/object-version.ts";
import { makeBucket } from "../testing/objects.ts";
import { useS3 } from "../testing/use-s3.ts";
import type { BodyRange, ManifestPart } from "./bodies.ts";
import { contentsOf } from "./spaces.ts";

const test = useS3();

const partition = (bucket: Bucket) => test().engines.records.partition(contentsOf(bucket));

const bytesOf = (size: number): Buffer => Buffer.from(Array.from({ length: size }, (_, index) => index % 251));

async function read(bucket: Bucket, body: StoredBody, range?: BodyRange): Promise<Buffer | undefined> {
  const bytes = await test().store.bodies.read(bucket, body, range);
  return bytes instanceof Readable ? buffer(bytes) : bytes && Buffer.from(bytes);
}

/** Keeps pieces as parts, and joins them. */
async function join(bucket: Bucket, pieces: readonly Buffer[]): Promise<StoredBody> {
  const { bodies } = test().store;
  const parts: ManifestPart[] = [];
  for (const [index, piece] of pieces.entries()) {
    const { body, size, writes } = await bodies.keep(piece, { size: piece.length, isPart: true });
    await partition(bucket).commit({ writes });
    parts.push({ number: index + 1, size, body, checksum: "rosUhgp5mIg=" });
  }
  const joined = bodies.join(parts);
  await partition(bucket).commit({ writes: joined.writes });
  expect(await bodies.parts(bucket, joined.body)).toEqual(parts);
  return joined.body;
}

const release = (bucket: Bucket, body: StoredBody): Promise<unknown> =>
  partition(bucket).commit({ writes: test().store.bodies.release(body) });

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const collect = (after: number): Promise<void> =>
  test().store.bodies.collect({ now: Date.now() + after, signal: new AbortController().signal });

describe("a body of parts", () => {
  const whole = bytesOf(150_000);
  const cuts = [0, 70_000, 70_000, 70_100, 120_000, 150_000];
  const pieces = cuts.slice(1).map((end, index) => whole.subarray(cuts[index], end));

  it("is their bytes one after the other, empty ones and small ones among them", async () => {
    const bucket = await makeBucket(test());
    const body = await join(bucket, pieces);
    expect((await read(bucket, body))?.equals(whole)).toBe(true);
  });

  it.each([
    [0, 1],
    [69_999, 70_001],
    [70_000, 70_100],
    [70_050, 70_060],
    [10, 149_990],
    [149_999, 150_000],
  ])("from %i to %i is the bytes of all parts in between", async (start, end) => {
    const bucket = await makeBucket(test());
    const body = await join(bucket, pieces);
    expect((await read(bucket, body, { start, end }))?.equals(whole.subarray(start, end))).toBe(true);
  });

  it("may be left unread, or half read", async () => {
    const bucket = await makeBucket(test());
    const body = await join(bucket, pieces);
    for (const readSome of [false, true]) {
      const stream = await test().store.bodies.read(bucket, body);
      if (!(stream instanceof Readable)) throw new Error("It does not flow");
      if (readSome) await stream[Symbol.asyncIterator]().next();
      stream.destroy();
      expect(stream.destroyed).toBe(true);
    }
  });

  it("of ten thousand parts is known by less than half a megabyte", async () => {
    const body: StoredBody = { kind: "blob", id: "A".repeat(26) };
    const parts = Array.from({ length: 10_000 }, (_, index) => ({
      number: index + 1,
      size: 5 * 1024 ** 3,
      body,
      checksum: "rosUhgp5mIg=",
    }));
    const [write] = test().store.bodies.join(parts).writes;
    expect(write?.kind === "put" && write.value.length).toBeLessThan(500_000);
  });
});

describe("what is released", () => {
  it("is gone a minute later, and not before", async () => {
    const bucket = await makeBucket(test());
    const { body, writes } = await test().store.bodies.keep(bytesOf(50_000), { size: 50_000 });
    await partition(bucket).commit({ writes });
    await release(bucket, body);
    await collect(MINUTE / 2);
    expect(await read(bucket, body)).toEqual(bytesOf(50_000));
    await collect(2 * MINUTE);
    expect(await read(bucket, body)).toBeUndefined();
    expect(await partition(bucket).count("s3.garbage")).toBe(0);
    expect(await partition(bucket).count("s3.blobs")).toBe(0);
  });

  it("takes its parts along", async () => {
    const bucket = await makeBucket(test());
    const body = await join(bucket, [bytesOf(20_000), bytesOf(10)]);
    const parts = await test().store.bodies.parts(bucket, body);
    await release(bucket, body);
    await collect(2 * MINUTE);
    for (const part of parts) expect(await read(bucket, part.body)).toBeUndefined();
    for (const space of ["s3.garbage", "s3.blobs", "s3.manifests"]) {
      expect(await partition(bucket).count(space)).toBe(0);
    }
  });

  it("is collected of a deleted bucket, too", async () => {
    const bucket = await makeBucket(test());
    const body = await join(bucket, [bytesOf(20_000)]);
    const [part] = await test().store.bodies.parts(bucket, body);
    await release(bucket, body);
    await test().store.buckets.remove(bucket);
    await collect(2 * MINUTE);
    expect(part && (await read(bucket, part.body))).toBeUndefined();
  });
});

const HOW = { size: 50_000 };

/** Lets the next turn look for orphans again. */
const forget = (): Promise<unknown> =>
  test()
    .engines.records.partition("s3")
    .commit({ writes: [{ kind: "drop", space: "s3.looked-for-orphans" }] });

describe("what nobody points to", () => {
  it("is collected after a day, and what somebody points to stays", async () => {
    const bucket = await makeBucket(test());
    const { bodies } = test().store;
    const [held, orphan] = [await bodies.keep(bytesOf(50_000), HOW), await bodies.keep(bytesOf(50_000), HOW)];
    await partition(bucket).commit({ writes: held.writes });
    await forget();
    await collect(DAY / 2);
    expect(await read(bucket, orphan.body)).toBeDefined();
    await forget();
    await collect(DAY + MINUTE);
    expect(await read(bucket, orphan.body)).toBeUndefined();
    expect(await read(bucket, held.body)).toEqual(bytesOf(50_000));
  });
});

it.each([undefined, "lambda"])(
  "what another service has put is no orphan, whatever its id names: %s",
  async (collector) => {
    const { blobs } = test().engines;
    const id = newBlobId(randomIds, collector);
    await blobs.put(id, bytesOf(50_000));
    await forget();
    await collect(DAY + MINUTE);
    expect(await buffer(await blobs.get(id))).toEqual(bytesOf(50_000));
  },
);

it("a reset leaves no bytes, of one account or of all", async () => {
  const { bodies } = test().store;
  const mine = await makeBucket(test());
  const other = await makeBucket(test(), { account: "444455556666" });
  const kept = new Map<Bucket, StoredBody>();
  for (const bucket of [mine, other]) {
    const { body, writes } = await bodies.keep(bytesOf(50_000), { size: 50_000 });
    await partition(bucket).commit({
      writes: [...writes, { kind: "put", space: "s3.current", key: encodeKey("k"), value: bytesOf(1) }],
    });
    kept.set(bucket, body);
  }
  const left = async (): Promise<number> => {
    let some = 0;
    for (const [bucket, body] of kept) {
      const rows = await partition(bucket).count("s3.current");
      const bytes = await read(bucket, body);
      expect(bytes !== undefined).toBe(rows > 0);
      some += rows;
    }
    return some;
  };
  expect(await left()).toBe(2);
  await test().store.reset("444455556666");
  expect(await left()).toBe(1);
  expect(await test().store.buckets.find(other.name)).toBeUndefined();
  expect(await test().store.buckets.find(mine.name)).toBeDefined();
  await test().store.reset(undefined);
  expect(await left()).toBe(0);
  expect(await test().store.buckets.find(mine.name)).toBeUndefined();
});
