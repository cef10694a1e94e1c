import { Readable } from "node:stream";
import { allRows, type Listed, readerOf } from "@skylab/records";
import { refusal } from "@skylab/service/testing";
import { describe, expect, it } from "vitest";
import type { Bucket } from "../domain/bucket.ts";
import type { ObjectVersion, StoredObject } from "../domain/object-version.ts";
import { got, makeBucket } from "../testing/objects.ts";
import { interposed } from "../testing/interposed.ts";
import { useS3 } from "../testing/use-s3.ts";
import type { Kept } from "./bodies.ts";
import type { NewObject, PutHow } from "./objects.ts";
import { contentsOf, NONCURRENT_SPACE } from "./spaces.ts";
import { openStore, type S3Store } from "./store.ts";
import { noncurrents } from "./versions-of-key.ts";

const test = useS3();

/** An object of the key `k` whose bytes are kept, as a blob, and that nobody has put. */
async function keep(text: string): Promise<{ readonly object: NewObject; readonly kept: Kept }> {
  const kept = await test().store.bodies.keep(Readable.from([Buffer.from(text)]), { size: undefined });
  const object: NewObject = {
    kind: "object",
    key: "k",
    owner: "111122223333",
    lastModified: test().clock.now(),
    size: kept.size,
    etag: text,
    body: kept.body,
    headers: {},
    metadata: {},
  };
  return { object, kept };
}

async function put(bucket: Bucket, text: string, how: PutHow = {}): Promise<StoredObject> {
  const { object, kept } = await keep(text);
  return test().store.objects.put(bucket, object, { kept, ...how });
}

const count = (bucket: Bucket, space: string): Promise<number> =>
  test().engines.records.partition(contentsOf(bucket)).count(space);

const noncurrentOf = (bucket: Bucket): AsyncGenerator<Listed<ObjectVersion>> =>
  allRows(readerOf(test().engines.records.partition(contentsOf(bucket))), noncurrents);

const TEXTS = Array.from({ length: 50 }, (_, index) => `text ${index}`);

/** Puts texts at a time, in turn at two replicas, which know nothing of each other. */
function putAll(bucket: Bucket): Promise<readonly StoredObject[]> {
  const replicas: readonly S3Store[] = [openStore(test().engines), openStore(test().engines)];
  return Promise.all(
    TEXTS.map(async (text, index) => {
      const { object, kept } = await keep(text);
      const { objects } = replicas[index % replicas.length] ?? test().store;
      return objects.put(bucket, object, { kept });
    }),
  );
}

describe("fifty who write one object at a time", () => {
  it("leave one of them whole, and nothing else", async () => {
    const bucket = await makeBucket(test());
    await putAll(bucket);
    expect(TEXTS).toContain((await got(test(), bucket, { Key: "k" })).toString());
    expect(await count(bucket, "s3.current")).toBe(1);
    expect(await count(bucket, "s3.blobs")).toBe(1);
  });

  it("leave fifty versions, each in its place, also of one millisecond", async () => {
    const bucket = await makeBucket(test(), { versioning: "Enabled" });
    test().clock.set(test().clock.now());
    const versions = await putAll(bucket);
    test().clock.release();
    const current = await test().store.objects.find(bucket, "k");
    const order = [current?.versionId];
    for await (const { row } of noncurrentOf(bucket)) order.push(row.versionId);
    expect(new Set(order)).toEqual(new Set(versions.map(({ versionId }) => versionId)));
    expect(order).toHaveLength(TEXTS.length);
    // From the newest to the first, the next one becomes current each time.
    for (const [index, versionId = ""] of order.entries()) {
      await test().store.objects.removeVersion(bucket, "k", { versionId, owner: "", now: 0 });
      expect((await test().store.objects.find(bucket, "k"))?.versionId).toBe(order[index + 1]);
    }
    expect(await count(bucket, "s3.blobs")).toBe(0);
  });

  it("and delete it meanwhile, leave no version without its bytes, nor bytes without a version", async () => {
    const bucket = await makeBucket(test());
    const { objects } = openStore(test().engines);
    await Promise.all([
      putAll(bucket),
      ...TEXTS.map(() => objects.remove(bucket, "k", { owner: "", now: test().clock.now() })),
    ]);
    expect(await count(bucket, "s3.blobs")).toBe(await count(bucket, "s3.current"));
  });
});

it("a check is asked about what is current when the commit is made", async () => {
  const bucket = await makeBucket(test());
  const seen: (string | undefined)[] = [];
  const check = (current: ObjectVersion | undefined): void => {
    seen.push(current?.kind === "object" ? current.etag : undefined);
  };
  await put(bucket, "one", { check });
  await put(bucket, "two", { check });
  await test().store.objects.remove(bucket, "k", { check, owner: "", now: 0 });
  expect(seen).toEqual([undefined, "one", "two"]);
});

it("a version keeps its place when it is changed, be it current or not", async () => {
  const bucket = await makeBucket(test(), { versioning: "Enabled" });
  const versions = [await put(bucket, "one"), await put(bucket, "two")];
  for (const { versionId, etag } of versions) {
    const changed = await test().store.objects.change(bucket, "k", {
      versionId,
      decide: (current) => (current.kind === "object" ? { ...current, tags: { etag } } : undefined),
    });
    expect(await test().store.objects.find(bucket, "k", versionId)).toEqual(changed);
    expect(changed?.tags).toEqual({ etag });
  }
  expect((await test().store.objects.find(bucket, "k"))?.versionId).toBe(versions[1]?.versionId);
  expect(await test().store.objects.change(bucket, "other", { decide: () => undefined })).toBeUndefined();
});

it("replicas keep the places that their versions have where they come from, whenever they arrive", async () => {
  const from = await makeBucket(test(), { versioning: "Enabled" });
  const to = await makeBucket(test(), { versioning: "Enabled" });
  const versions = [];
  for (const text of ["1", "2", "3"]) versions.push(await put(from, text));
  // One comes twice.
  for (const index of [1, 2, 0, 1]) {
    const version = versions[index];
    if (version !== undefined) await put(to, version.etag, { versionId: version.versionId });
  }
  const order = [await test().store.objects.find(to, "k")];
  for await (const { row } of noncurrentOf(to)) order.push(row);
  expect(order.map((version) => version?.versionId)).toEqual(versions.map(({ versionId }) => versionId).toReversed());
  expect(await count(to, "s3.blobs")).toBe(3);
});

it("replicas that come at a time, and from two places, hide nothing and leave no bytes behind", async () => {
  const [from, other] = [
    await makeBucket(test(), { versioning: "Enabled" }),
    await makeBucket(test(), { versioning: "Enabled" }),
  ];
  const to = await makeBucket(test(), { versioning: "Enabled" });
  test().clock.set(test().clock.now());
  const old = [await put(from, "1"), await put(other, "of the same millisecond")];
  test().clock.release();
  const newest = await put(to, "2");
  const { objects } = openStore(test().engines);
  for (const { etag, versionId } of old) {
    const twice = await keep(etag);
    let isFirst = true;
    // Another process is quicker.
    const checks = async (): Promise<readonly []> => {
      if (isFirst) await objects.put(to, twice.object, { versionId, kept: twice.kept });
      isFirst = false;
      return [];
    };
    await put(to, etag, { versionId, checks });
  }
  expect(await count(to, "s3.blobs")).toBe(3);
  const { entries } = await test().store.listings.versions(to, { prefix: "", delimiter: "", after: "", limit: 10 });
  const ids = [newest, ...old].map(({ versionId }) => versionId);
  expect(new Set(entries.map(({ version }) => version.versionId))).toEqual(new Set(ids));
});

it("an old replica that comes while the newest version is deleted is current then", async () => {
  const from = await makeBucket(test(), { versioning: "Enabled" });
  const to = await makeBucket(test(), { versioning: "Enabled" });
  const old = await put(from, "1");
  const { versionId } = await put(to, "2");
  let isFirst = true;
  const records = interposed(test().engines.records, NONCURRENT_SPACE, async () => {
    if (isFirst) await put(to, "1", { versionId: old.versionId });
    isFirst = false;
  });
  await openStore({ ...test().engines, records }).objects.removeVersion(to, "k", { versionId, owner: "", now: 0 });
  expect((await test().store.objects.find(to, "k"))?.versionId).toBe(old.versionId);
});

it("what happens is handed over with its place in the order of the commits, where somebody wants to hear it", async () => {
  const heard = await makeBucket(test(), { configurations: { notification: { EventBridgeConfiguration: {} } } });
  const unheard = await makeBucket(test());
  const events = ["ObjectCreated:Put", "ObjectCreated:Copy"];
  for (const bucket of [heard, unheard]) {
    for (const event of events) {
      const about = { event, at: 0, key: "k", size: 0, etag: "" };
      const by = { requestId: "", principalId: "", requester: "", sourceIp: "" };
      await put(bucket, event, { occurrence: () => ({ ...about, ...by }) });
    }
  }
  const { notifications } = test().store.deliveries;
  const { signal } = new AbortController();
  const told = [];
  while (told.length < events.length) told.push(...(await notifications.receive("first", { max: 10, signal })));
  const inOrder = told.map(({ item }) => item).toSorted((a, b) => (a.sequencer < b.sequencer ? -1 : 1));
  expect(inOrder.map(({ bucket, occurrence: { event } }) => [bucket.name, event])).toEqual(
    events.map((event) => [heard.name, event]),
  );
  for (const { done } of told) await done();
  await expect.poll(() => count(heard, "s3.occurrences")).toBe(0);
  expect(await count(unheard, "s3.occurrences")).toBe(0);
});

it("nothing is written to a bucket that is deleted, nor left of it", async () => {
  const bucket = await makeBucket(test());
  await put(bucket, "text");
  await test().store.objects.remove(bucket, "k", { owner: "", now: 0 });
  await test().store.buckets.remove(bucket);
  expect(await refusal(put(bucket, "x".repeat(100_000)))).toContain("NoSuchBucket");
  expect(await count(bucket, "s3.current")).toBe(0);
});
