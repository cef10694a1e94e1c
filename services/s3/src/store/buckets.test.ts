import { encodeKey } from "@skylab/records";
import { expect, test } from "vitest";
import type { Bucket } from "../domain/bucket.ts";
import { interposed } from "../testing/interposed.ts";
import { useS3 } from "../testing/use-s3.ts";
import { openBucketState } from "./bucket-state.ts";
import { openBuckets } from "./buckets.ts";
import { contentsOf, CURRENT_SPACE, NONCURRENT_SPACE, STATE_SPACE } from "./spaces.ts";

const s3 = useS3();

let made = 0;

const newBucket = (more: Partial<Bucket> = {}): Bucket => ({
  name: `bucket-${++made}`,
  id: `id-${made}`,
  account: "111122223333",
  region: "us-east-1",
  createdAt: 1,
  configurations: {},
  ...more,
});

const writeInto = async (bucket: Bucket): Promise<boolean> => {
  const { records } = s3().engines;
  const state = openBucketState(records);
  const result = await records.partition(contentsOf(bucket)).commit({
    checks: [await state.check(bucket)],
    writes: [{ kind: "put", space: CURRENT_SPACE, key: encodeKey("key"), value: Buffer.from("{}") }],
  });
  return result.ok;
};

test("of many who make a bucket of one name, one has it, and the others are told whose it is", async () => {
  const { buckets } = s3().store;
  const rivals = Array.from({ length: 8 }, (_, n) => newBucket({ name: "raced", account: `${n}`.repeat(12) }));
  const existing = await Promise.all(rivals.map((bucket) => buckets.create(bucket)));
  const winner = rivals[existing.indexOf(undefined)];
  expect(existing.filter((bucket) => bucket === undefined)).toHaveLength(1);
  expect(existing.filter((bucket) => bucket !== undefined)).toEqual(Array.from({ length: 7 }, () => winner));
  expect(await buckets.find("raced")).toEqual(winner);
  const partitions = await s3().engines.records.partitions();
  const left = rivals.filter((bucket) => partitions.includes(contentsOf(bucket)));
  expect(left).toEqual([winner]);
});

test("a bucket that holds something stays, and takes writes again", async () => {
  const { buckets } = s3().store;
  const bucket = newBucket();
  await buckets.create(bucket);
  expect(await writeInto(bucket)).toBe(true);
  expect(await buckets.remove(bucket)).toBe(false);
  expect(await writeInto(bucket)).toBe(true);
});

test("a write that was decided before a deletion found the bucket empty is refused, and finds it gone", async () => {
  const { engines, store } = s3();
  const bucket = newBucket();
  await store.buckets.create(bucket);
  const state = openBucketState(engines.records);
  const before = await state.check(bucket);
  expect(await store.buckets.remove(bucket)).toBe(true);
  const late = await engines.records.partition(contentsOf(bucket)).commit({ checks: [before], writes: [] });
  expect(late.ok).toBe(false);
  expect(await state.check(bucket)).toEqual(before); // what is remembered
  state.onRefused(bucket);
  await expect(state.check(bucket)).rejects.toThrow("The specified bucket does not exist");
  expect(await store.buckets.find(bucket.name)).toBeUndefined();
});

test("a write that comes while the bucket is looked through is found, and stays", async () => {
  const { engines, store } = s3();
  const bucket = newBucket();
  await store.buckets.create(bucket);
  const written: boolean[] = [];
  const afterLook = interposed(engines.records, NONCURRENT_SPACE, async () => {
    if (written.length === 0) written.push(await writeInto(bucket));
  });
  expect(await openBuckets({ records: afterLook }).remove(bucket)).toBe(false);
  expect(written).toEqual([true]);
  expect(await engines.records.partition(contentsOf(bucket)).range(CURRENT_SPACE, { limit: 1 })).toHaveLength(1);
});

test("writers and deletions race: what was written is there, or the bucket is gone and the writer was told", async () => {
  const { engines, store } = s3();
  for (let round = 0; round < 30; round++) {
    const bucket = newBucket();
    await store.buckets.create(bucket);
    const writing = writeUntilTold(bucket);
    const [removed, alsoRemoved, written] = await Promise.all([
      store.buckets.remove(bucket),
      store.buckets.remove(bucket),
      writing,
    ]);
    const rows = await engines.records.partition(contentsOf(bucket)).range(CURRENT_SPACE, { limit: 1 });
    expect(rows).toHaveLength(written ? 1 : 0);
    expect(removed || alsoRemoved).toBe(!written);
  }
});

async function writeUntilTold(bucket: Bucket): Promise<boolean> {
  try {
    while (!(await writeInto(bucket))) continue;
    return true;
  } catch {
    return false;
  }
}

test("a deletion that a crash cut short before the bucket was found empty leaves it to be written to", async () => {
  const { engines, store } = s3();
  const bucket = newBucket();
  await store.buckets.create(bucket);
  await openBucketState(engines.records).close(bucket);
  expect(await writeInto(bucket)).toBe(true);
});

test("a deletion that a crash cut short after the contents were gone is ended by the next one, or by who takes the name", async () => {
  const { engines, store } = s3();
  const cutShort = async (bucket: Bucket): Promise<void> => {
    await store.buckets.create(bucket);
    const contents = engines.records.partition(contentsOf(bucket));
    await contents.commit({ writes: [{ kind: "drop", space: STATE_SPACE }] });
  };
  const [deleted, taken] = [newBucket(), newBucket()];
  await cutShort(deleted);
  expect(await store.buckets.remove(deleted)).toBe(true);
  expect(await store.buckets.find(deleted.name)).toBeUndefined();
  await cutShort(taken);
  const next = newBucket({ name: taken.name, account: "222222222222" });
  expect(await store.buckets.create(next)).toBeUndefined();
  expect(await store.buckets.find(taken.name)).toEqual(next);
  expect(await store.buckets.list("222222222222", { limit: 10 })).toEqual([next]);
  const before = await store.buckets.list(taken.account, { limit: 1000, prefix: taken.name });
  expect(before.map(({ id }) => id)).not.toContain(taken.id);
});

const increment = (current: Bucket): Bucket => ({ ...current, createdAt: current.createdAt + 1 });

test("a bucket is changed as it is, and whoever finds it next finds the change", async () => {
  const { buckets } = s3().store;
  const bucket = newBucket();
  await buckets.create(bucket);
  await buckets.find(bucket.name);
  await Promise.all(Array.from({ length: 10 }, () => buckets.change(bucket.name, increment)));
  expect((await buckets.find(bucket.name))?.createdAt).toBe(11);
  expect(await buckets.change("none-of-this-name", increment)).toBeUndefined();
});

test("the buckets of an account are listed in the order of their names, a page at a time, by prefix and region", async () => {
  const { buckets } = s3().store;
  const account = "333333333333";
  for (const name of ["list-b", "list-a", "list.c", "other", "list-d"]) {
    await buckets.create(newBucket({ name, account, region: name === "list-d" ? "eu-west-1" : "us-east-1" }));
  }
  const names = async (page: Parameters<typeof buckets.list>[1]): Promise<readonly string[]> =>
    (await buckets.list(account, page)).map(({ name }) => name);
  expect(await names({ limit: 10 })).toEqual(["list-a", "list-b", "list-d", "list.c", "other"]);
  expect(await names({ limit: 2, after: "list-a" })).toEqual(["list-b", "list-d"]);
  expect(await names({ limit: 10, prefix: "list-" })).toEqual(["list-a", "list-b", "list-d"]);
  expect(await names({ limit: 10, prefix: "list-", after: "list-a" })).toEqual(["list-b", "list-d"]);
  expect(await names({ limit: 10, prefix: "list-", after: "a" })).toEqual(["list-a", "list-b", "list-d"]);
  expect(await names({ limit: 1, region: "eu-west-1" })).toEqual(["list-d"]);
  expect(await buckets.hasAsMany(account, 5)).toBe(true);
  expect(await buckets.hasAsMany(account, 6)).toBe(false);
});
