import { describe, expect, it } from "vitest";
import type { Bucket } from "../domain/bucket.ts";
import { sweepOccurrences } from "../jobs/sweep-occurrences.ts";
import { contentsOf } from "../store/spaces.ts";
import { noSuchQueue, whileDelivering } from "../testing/delivering.ts";
import { makeBucket, put } from "../testing/objects.ts";
import { arnOf, urlOf, useHeardBuckets } from "../testing/heard-buckets.ts";
import { useS3 } from "../testing/use-s3.ts";
import { DeleteBucket } from "./DeleteBucket.ts";
import { DeleteObject } from "./DeleteObject.ts";

const test = useS3();
const { configure, eventsAt, makeHeard, receivers } = useHeardBuckets(test);

const MINUTE_MS = 60_000;

/** A bucket of which two queues hear: one of what is created, one of what is deleted. */
async function makeTwice(): Promise<{ readonly bucket: Bucket; readonly one: string; readonly other: string }> {
  const bucket = await makeBucket(test());
  const [one, other] = [`${bucket.name}-one`, `${bucket.name}-other`];
  await configure(bucket.name, {
    QueueConfigurations: [
      { QueueArn: arnOf("sqs", one), Events: ["s3:ObjectCreated:Put"] },
      { QueueArn: arnOf("sqs", other), Events: ["s3:ObjectRemoved:Delete"] },
    ],
    EventBridgeConfiguration: {},
  });
  return { bucket, one: urlOf(one), other: urlOf(other) };
}

describe("a notification that is not taken", () => {
  it("is sent again until it is, and the others neither wait for it nor get theirs again", async () => {
    const { clock } = test();
    clock.set(clock.now());
    const { bucket, one, other } = await makeTwice();
    receivers().refuse(one, () => new Error("SQS does not answer"));
    await put(test(), bucket, { Key: "k", body: "text" });
    await test().call(DeleteObject, { Bucket: bucket.name, Key: "k" });
    await whileDelivering(test(), async () => {
      await expect.poll(() => receivers().at(other).length).toBe(2);
      await expect.poll(() => receivers().at("events").length).toBe(2);
      receivers().refuse(one, undefined);
      await expect
        .poll(() => {
          clock.advance(MINUTE_MS);
          return receivers().at(one).length;
        })
        .toBe(2);
    });
    expect(receivers().at(other).length).toBe(2);
    expect(receivers().at("events").length).toBe(2);
    clock.release();
  });

  it("is given up after a quarter of an hour of refusals", async () => {
    const { clock, engines, store } = test();
    clock.set(clock.now());
    const { bucket, one } = await makeTwice();
    receivers().refuse(one, noSuchQueue);
    await put(test(), bucket, { Key: "k", body: "text" });
    const left = async (): Promise<number> => {
      const limits = { retentionMs: 1, maxInFlight: 1, maxVisibilityMs: 1 };
      const counts = await Promise.all(
        ["s3/notifications", "s3/notifications/again"].map((id) => engines.queues.counts({ id, ...limits })),
      );
      return counts.reduce((sum, { visible, inFlight }) => sum + visible + inFlight, 0);
    };
    await store.occurrences.handOver(bucket);
    expect(await left()).toBeGreaterThan(0);
    await whileDelivering(test(), () =>
      expect
        .poll(() => {
          clock.advance(MINUTE_MS);
          return left();
        })
        .toBe(0),
    );
    expect(receivers().at(one).length).toBe(1);
    clock.release();
  });
});

describe("what a process that died has left to be told", () => {
  it("is told by another, after half a minute", async () => {
    const { clock, engines, store } = test();
    clock.set(clock.now());
    const bucket = await makeHeard();
    const occurrence = {
      event: "ObjectCreated:Put",
      at: clock.now(),
      key: "left",
      requestId: "",
      principalId: "",
      requester: "",
      sourceIp: "",
    };
    const partition = engines.records.partition(contentsOf(bucket));
    await partition.commit({ writes: store.occurrences.writes(bucket, occurrence) });
    const { signal } = new AbortController();
    const sweep = sweepOccurrences(store);
    await sweep.run(clock, signal);
    expect(await partition.count("s3.occurrences")).toBe(1);
    clock.advance(MINUTE_MS);
    await sweep.run(clock, signal);
    expect(await partition.count("s3.occurrences")).toBe(0);
    const [event] = await eventsAt(bucket.queue, 1);
    expect(event?.s3.object["key"]).toBe("left");
    clock.release();
  });

  it("is told where its bucket is deleted", async () => {
    const { engines, store } = test();
    const bucket = await makeHeard();
    const about = { event: "ObjectRemoved:Delete", at: 0, key: "last", requestId: "", principalId: "", requester: "" };
    const writes = store.occurrences.writes(bucket, { ...about, sourceIp: "" });
    await engines.records.partition(contentsOf(bucket)).commit({ writes });
    await test().call(DeleteBucket, { Bucket: bucket.name });
    const [event] = await eventsAt(bucket.queue, 1);
    expect(event?.s3.object["key"]).toBe("last");
  });
});
