import { randomIds } from "@skylab/aws";
import { refusal } from "@skylab/service/testing";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Bucket } from "../domain/bucket.ts";
import { DAY_MS } from "../domain/lifecycle/days.ts";
import type { S3Operations } from "../operation.ts";
import { CreateMultipartUpload } from "../operations/CreateMultipartUpload.ts";
import { DeleteObject } from "../operations/DeleteObject.ts";
import { HeadObject } from "../operations/HeadObject.ts";
import { ListMultipartUploads } from "../operations/ListMultipartUploads.ts";
import { ListObjectVersions } from "../operations/ListObjectVersions.ts";
import { ListParts } from "../operations/ListParts.ts";
import { PutBucketLifecycleConfiguration } from "../operations/PutBucketLifecycleConfiguration.ts";
import { PutObjectLegalHold } from "../operations/PutObjectLegalHold.ts";
import { receive, whileDelivering } from "../testing/delivering.ts";
import { makeBucket, put } from "../testing/objects.ts";
import { useS3 } from "../testing/use-s3.ts";
import { runLifecycle } from "./run-lifecycle.ts";

const test = useS3();

const NOON = Date.parse("2030-06-01T12:00:00Z");

beforeEach(() => test().clock.set(NOON));

/** A turn of the job. */
const turn = (signal = new AbortController().signal): Promise<void> =>
  runLifecycle(test().store, randomIds).run(test().clock, signal);

async function midnights(count: number): Promise<void> {
  for (let night = 0; night < count; night++) {
    test().clock.advance(DAY_MS);
    await turn();
  }
}

type Configured = NonNullable<S3Operations["PutBucketLifecycleConfiguration"]["input"]["LifecycleConfiguration"]>;
type Rule = Omit<NonNullable<Configured["Rules"]>[number], "Status">;

/** Gives a bucket a rule, about all objects where it says nothing else. */
const rule = ({ name: Bucket }: Bucket, { Filter = {}, ...actions }: Rule): Promise<unknown> =>
  test().call(PutBucketLifecycleConfiguration, {
    Bucket,
    LifecycleConfiguration: { Rules: [{ Status: "Enabled", Filter, ...actions }] },
  });

/** The versions that are there, the newest of a key first: `k*` is the current one, `k-` one that is not, `k!` a marker. */
async function versions({ name: Bucket }: Bucket): Promise<string[]> {
  const { Versions = [], DeleteMarkers = [] } = await test().call(ListObjectVersions, { Bucket });
  return [
    ...Versions.map(({ Key, IsLatest }) => `${Key}${IsLatest ? "*" : "-"}`),
    ...DeleteMarkers.map(({ Key, IsLatest }) => `${Key}!${IsLatest ? "*" : "-"}`),
  ].toSorted();
}

describe("without versioning", () => {
  it("objects expire at the midnight after their days, and others stay", async () => {
    const bucket = await makeBucket(test());
    await rule(bucket, { Filter: { Prefix: "logs/" }, Expiration: { Days: 1 } });
    for (const Key of ["logs/a", "logs/b", "other"]) await put(test(), bucket, { Key, body: "text" });
    test().clock.set(Date.parse("2030-06-02T23:59:59Z"));
    await turn();
    expect(await versions(bucket)).toEqual(["logs/a*", "logs/b*", "other*"]);
    test().clock.set(Date.parse("2030-06-03T00:00:00Z"));
    await turn();
    expect(await versions(bucket)).toEqual(["other*"]);
  });

  it("answers tell when an object will expire", async () => {
    const bucket = await makeBucket(test());
    await rule(bucket, { ID: "soon", Expiration: { Days: 1 } });
    const told = 'expiry-date="Mon, 03 Jun 2030 00:00:00 GMT", rule-id="soon"';
    expect(await put(test(), bucket, { Key: "k", body: "text" })).toMatchObject({ Expiration: told });
    expect(await test().call(HeadObject, { Bucket: bucket.name, Key: "k" })).toMatchObject({ Expiration: told });
  });

  it("what is put again meanwhile stays", async () => {
    const bucket = await makeBucket(test());
    await rule(bucket, { Expiration: { Days: 1 } });
    await put(test(), bucket, { Key: "k", body: "old" });
    await midnights(1);
    await put(test(), bucket, { Key: "k", body: "new" });
    await midnights(1);
    expect(await versions(bucket)).toEqual(["k*"]);
  });

  it("new rules are run without waiting for the next midnight, for what is old enough already", async () => {
    const bucket = await makeBucket(test());
    await rule(bucket, { Filter: { Prefix: "none" }, Expiration: { Days: 1 } });
    await put(test(), bucket, { Key: "k", body: "text" });
    await midnights(3);
    await rule(bucket, { Expiration: { Days: 1 } });
    await turn();
    expect(await versions(bucket)).toEqual([]);
  });

  it("a bucket of more than a page is gone through to its end, and a run that was cut short begins again", async () => {
    const bucket = await makeBucket(test());
    await rule(bucket, { Expiration: { Days: 1 } });
    const keys = Array.from({ length: 1100 }, (_, index) => `k${index}`);
    await Promise.all(keys.map((Key) => put(test(), bucket, { Key, body: "" })));
    test().clock.advance(2 * DAY_MS);
    await turn(AbortSignal.abort());
    expect((await test().store.listings.objects(bucket, { ...ALL, limit: 2000 })).entries.length).toBe(1100);
    await turn();
    expect((await test().store.listings.objects(bucket, { ...ALL, limit: 2000 })).entries.length).toBe(0);
  });
});

const ALL = { prefix: "", delimiter: "", after: "" };

describe("with versioning", () => {
  it("an expired object is hidden by a marker, goes when it was not current for its days, and the marker follows", async () => {
    const bucket = await makeBucket(test(), { versioning: "Enabled" });
    await rule(bucket, { Expiration: { Days: 1 }, NoncurrentVersionExpiration: { NoncurrentDays: 2 } });
    await put(test(), bucket, { Key: "k", body: "1" });
    await put(test(), bucket, { Key: "k", body: "2" });
    const nights = [];
    for (let night = 0; night < 7; night++) {
      await midnights(1);
      nights.push((await versions(bucket)).join(" "));
    }
    expect(nights).toEqual(["k* k-", "k!* k- k-", "k!* k-", "k!* k-", "k!*", "", ""]);
  });

  it("the newest of the others stay as many as the rule wants", async () => {
    const bucket = await makeBucket(test(), { versioning: "Enabled" });
    await rule(bucket, { NoncurrentVersionExpiration: { NoncurrentDays: 1, NewerNoncurrentVersions: 2 } });
    const made: (string | undefined)[] = [];
    for (const body of ["1", "2", "3", "4", "5"]) {
      made.push((await put(test(), bucket, { Key: "k", body })).VersionId);
    }
    await midnights(2);
    const { Versions = [] } = await test().call(ListObjectVersions, { Bucket: bucket.name });
    expect(Versions.map(({ VersionId }) => VersionId)).toEqual(made.slice(2).toReversed());
  });

  it("versions of a key are told apart over the end of a page", async () => {
    const bucket = await makeBucket(test(), { versioning: "Enabled" });
    await rule(bucket, { NoncurrentVersionExpiration: { NoncurrentDays: 1, NewerNoncurrentVersions: 600 } });
    for (let body = 0; body < 700; body++) await put(test(), bucket, { Key: "k", body: "" });
    await midnights(2);
    expect((await versions(bucket)).length).toBe(601);
  });

  it("a locked version stays", async () => {
    const bucket = await makeBucket(test(), { versioning: "Enabled", objectLock: true });
    await rule(bucket, { NoncurrentVersionExpiration: { NoncurrentDays: 1 } });
    const { VersionId } = await put(test(), bucket, { Key: "k", body: "1" });
    const held = { Bucket: bucket.name, Key: "k", VersionId };
    await test().call(PutObjectLegalHold, { ...held, LegalHold: { Status: "ON" } });
    await put(test(), bucket, { Key: "k", body: "2" });
    await midnights(3);
    expect(await versions(bucket)).toEqual(["k*", "k-"]);
    await test().call(PutObjectLegalHold, { ...held, LegalHold: { Status: "OFF" } });
    await midnights(1);
    expect(await versions(bucket)).toEqual(["k*"]);
  });

  it("a marker without any other version goes where a rule says so", async () => {
    const bucket = await makeBucket(test(), { versioning: "Enabled" });
    await rule(bucket, { Expiration: { ExpiredObjectDeleteMarker: true } });
    for (const Key of ["alone", "hiding"]) await test().call(DeleteObject, { Bucket: bucket.name, Key });
    await put(test(), bucket, { Key: "hiding", body: "1" });
    await test().call(DeleteObject, { Bucket: bucket.name, Key: "hiding" });
    await turn();
    expect(await versions(bucket)).toEqual(["hiding!*", "hiding!-", "hiding-"]);
  });

  it("where versioning is suspended, the null version makes place for a marker", async () => {
    const bucket = await makeBucket(test(), { versioning: "Suspended" });
    await rule(bucket, { Expiration: { Days: 1 } });
    await put(test(), bucket, { Key: "k", body: "1" });
    await midnights(2);
    expect(await versions(bucket)).toEqual(["k!*"]);
  });
});

it("objects and versions go to other storage classes, and keep their dates", async () => {
  const bucket = await makeBucket(test(), { versioning: "Enabled" });
  await rule(bucket, {
    Filter: { ObjectSizeGreaterThan: 1 },
    Transitions: [{ Days: 1, StorageClass: "GLACIER" }],
    NoncurrentVersionTransitions: [{ NoncurrentDays: 1, StorageClass: "DEEP_ARCHIVE" }],
  });
  const { VersionId } = await put(test(), bucket, { Key: "k", body: "old" });
  await put(test(), bucket, { Key: "k", body: "new" });
  await midnights(2);
  const head = { Bucket: bucket.name, Key: "k" };
  expect(await test().call(HeadObject, head)).toMatchObject({
    StorageClass: "GLACIER",
    LastModified: new Date(NOON),
  });
  expect(await test().call(HeadObject, { ...head, VersionId })).toMatchObject({ StorageClass: "DEEP_ARCHIVE" });
});

it("uploads that were not completed are aborted, and say so before", async () => {
  const bucket = await makeBucket(test());
  await rule(bucket, { ID: "r", AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } });
  const upload = { Bucket: bucket.name, Key: "k" };
  const begun = await test().call(CreateMultipartUpload, upload);
  const told = { AbortDate: new Date("2030-06-03T00:00:00Z"), AbortRuleId: "r" };
  expect(begun).toMatchObject(told);
  const { UploadId = "" } = begun;
  expect(await test().call(ListParts, { ...upload, UploadId })).toMatchObject(told);
  await midnights(1);
  expect((await test().call(ListMultipartUploads, { Bucket: bucket.name })).Uploads).toHaveLength(1);
  await midnights(1);
  expect(await refusal(test().call(ListParts, { ...upload, UploadId }))).toContain("NoSuchUpload");
});

it("events tell what S3 does by itself", async () => {
  const receivers = receive(test());
  const QueueArn = "arn:aws:sqs:us-east-1:111122223333:queue";
  const notification = {
    QueueConfigurations: [{ QueueArn, Events: ["s3:LifecycleExpiration:*", "s3:LifecycleTransition"] }],
  };
  const bucket = await makeBucket(test(), {
    versioning: "Enabled",
    configurations: { notification: notification as NonNullable<Bucket["configurations"]["notification"]> },
  });
  await rule(bucket, {
    Filter: { ObjectSizeGreaterThan: 1 },
    Transitions: [{ Days: 0, StorageClass: "GLACIER" }],
    Expiration: { Days: 2 },
    NoncurrentVersionExpiration: { NoncurrentDays: 1 },
  });
  await put(test(), bucket, { Key: "k", body: "text" });
  await whileDelivering(test(), async () => {
    await midnights(5);
    await vi.waitFor(() => expect(receivers.received.length).toBe(3), { timeout: 30_000, interval: 20 });
  });
  const records = receivers.received.flatMap(({ message }) => (message as { Records: Told[] }).Records);
  expect(records.map(({ eventName, userIdentity, s3 }) => [eventName, s3.object.key, userIdentity])).toEqual(
    ["LifecycleTransition", "LifecycleExpiration:DeleteMarkerCreated", "LifecycleExpiration:Delete"].map((event) => [
      event,
      "k",
      { principalId: "s3.amazonaws.com" },
    ]),
  );
});

type Told = {
  readonly eventName: string;
  readonly userIdentity: object;
  readonly s3: { readonly object: { readonly key: string } };
};
