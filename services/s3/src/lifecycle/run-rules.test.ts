import { randomIds } from "@skylab/aws";
import { beforeEach, expect, it } from "vitest";
import type { Bucket } from "../domain/bucket.ts";
import { DAY_MS, midnightBefore } from "../domain/lifecycle/days.ts";
import type { Action, Placed } from "../domain/lifecycle/due-actions.ts";
import { DeleteObject } from "../operations/DeleteObject.ts";
import { got, makeBucket, put } from "../testing/objects.ts";
import { useS3 } from "../testing/use-s3.ts";
import { doAction } from "./do-action.ts";
import { runRules } from "./run-rules.ts";

// What others do to a version between when it is found and when it is its turn.

const test = useS3();

beforeEach(() => test().clock.set(Date.parse("2030-06-01T12:00:00Z")));

const bucketWith = (versioning?: "Enabled"): Promise<Bucket> =>
  makeBucket(test(), {
    ...(versioning && { versioning }),
    configurations: {
      lifecycle: {
        Rules: [
          {
            ID: "days",
            Status: "Enabled",
            Filter: {},
            Expiration: { Days: 1 },
            NoncurrentVersionExpiration: { NoncurrentDays: 1 },
          },
          { ID: "markers", Status: "Enabled", Filter: {}, Expiration: { ExpiredObjectDeleteMarker: true } },
        ],
      },
    },
  });

/** All versions, as a run finds them two days later. */
async function found(bucket: Bucket): Promise<Placed[]> {
  test().clock.advance(2 * DAY_MS);
  const placed: Placed[] = [];
  for await (const page of test().store.lifecycle.versions(bucket, "")) placed.push(...page);
  return placed;
}

async function act(bucket: Bucket, placed: Placed | undefined, action: Action): Promise<void> {
  if (placed === undefined) throw new Error("There is no such version.");
  const { clock, store } = test();
  await doAction(store, { bucket, placed, now: clock.now(), clock, ids: randomIds }, action);
}

it("an object that is put again meanwhile does not expire", async () => {
  const bucket = await bucketWith();
  await put(test(), bucket, { Key: "k", body: "old" });
  const [placed] = await found(bucket);
  await put(test(), bucket, { Key: "k", body: "new" });
  await act(bucket, placed, { kind: "expire" });
  expect((await got(test(), bucket, { Key: "k" })).toString()).toBe("new");
});

it("a version that became current meanwhile stays", async () => {
  const bucket = await bucketWith("Enabled");
  await put(test(), bucket, { Key: "k", body: "old" });
  const { VersionId } = await put(test(), bucket, { Key: "k", body: "new" });
  const [, placed] = await found(bucket);
  await test().call(DeleteObject, { Bucket: bucket.name, Key: "k", VersionId });
  await act(bucket, placed, { kind: "remove" });
  expect((await got(test(), bucket, { Key: "k" })).toString()).toBe("old");
});

it("a marker that hides something stays, whatever was found beside it", async () => {
  const bucket = await bucketWith("Enabled");
  const { VersionId } = await put(test(), bucket, { Key: "k", body: "hidden" });
  await test().call(DeleteObject, { Bucket: bucket.name, Key: "k" });
  const [marker] = await found(bucket);
  await act(bucket, marker && { ...marker, isAlone: true }, { kind: "remove" });
  expect((await test().store.objects.find(bucket, "k"))?.kind).toBe("marker");
  await test().call(DeleteObject, { Bucket: bucket.name, Key: "k", VersionId });
  await act(bucket, marker && { ...marker, isAlone: true }, { kind: "remove" });
  expect(await test().store.objects.find(bucket, "k")).toBeUndefined();
});

it("a run counts once it has gone through all, for the rules that it went by", async () => {
  const bucket = await bucketWith();
  await put(test(), bucket, { Key: "k", body: "text" });
  const { clock, store } = test();
  const midnight = midnightBefore(clock.now());
  const run = { clock, ids: randomIds };
  await runRules(store, bucket, { ...run, signal: AbortSignal.abort() });
  expect(await store.lifecycle.hasRun(bucket, midnight)).toBe(false);
  await runRules(store, bucket, { ...run, signal: new AbortController().signal });
  expect(await store.lifecycle.hasRun(bucket, midnight)).toBe(true);
  expect(await store.lifecycle.hasRun(bucket, midnight + DAY_MS)).toBe(false);
  const others = { ...bucket, configurations: { lifecycle: { Rules: [] } } };
  expect(await store.lifecycle.hasRun(others, midnight)).toBe(false);
});
