import { beforeEach, describe, expect, it } from "vitest";
import type { Bucket } from "../domain/bucket.ts";
import { makeBucket, put } from "../testing/objects.ts";
import { useS3 } from "../testing/use-s3.ts";
import { CopyObject } from "./CopyObject.ts";
import { DeleteObject } from "./DeleteObject.ts";
import { DeleteObjects } from "./DeleteObjects.ts";
import { GetObjectLegalHold } from "./GetObjectLegalHold.ts";
import { GetObjectRetention } from "./GetObjectRetention.ts";
import { HeadObject } from "./HeadObject.ts";
import { PutObjectLegalHold } from "./PutObjectLegalHold.ts";
import { PutObjectRetention } from "./PutObjectRetention.ts";

const test = useS3();
// A clock that was set stands still.
beforeEach(() => test().clock.set(Date.UTC(2030, 0)));

const DAY_MS = 24 * 60 * 60 * 1000;
const LOCKED = { code: "AccessDenied", message: "Access Denied because object protected by object lock." };

const lockedBucket = (about: Partial<Bucket> = {}): Promise<Bucket> =>
  makeBucket(test(), { versioning: "Enabled", objectLock: true, ...about });

const inDays = (days: number): Date => new Date(test().clock.now() + days * DAY_MS);

/** Puts an object with a lock, and deletes its version, or tries to. */
async function lockedObject(bucket: Bucket, lock: object) {
  const { VersionId } = await put(test(), bucket, { Key: "k", body: "x", ...lock });
  const at = { Bucket: bucket.name, Key: "k", VersionId };
  return { at, remove: (more: object = {}) => test().call(DeleteObject, { ...at, ...more }) };
}

const until = (ObjectLockMode: "GOVERNANCE" | "COMPLIANCE", days: number): object => ({
  ObjectLockMode,
  ObjectLockRetainUntilDate: inDays(days),
});

describe("a version that is retained", () => {
  it("in compliance mode is deleted by nobody before its time", async () => {
    const { remove } = await lockedObject(await lockedBucket(), until("COMPLIANCE", 1));
    await expect(remove()).rejects.toMatchObject(LOCKED);
    await expect(remove({ BypassGovernanceRetention: true })).rejects.toMatchObject(LOCKED);
    test().clock.advance(DAY_MS + 1);
    await remove();
  });

  it("in governance mode is deleted by who passes over it", async () => {
    const { remove } = await lockedObject(await lockedBucket(), until("GOVERNANCE", 1));
    await expect(remove()).rejects.toMatchObject(LOCKED);
    await remove({ BypassGovernanceRetention: true });
  });

  it("can be hidden by a delete marker all the same", async () => {
    const bucket = await lockedBucket();
    await lockedObject(bucket, until("COMPLIANCE", 1));
    expect(await test().call(DeleteObject, { Bucket: bucket.name, Key: "k" })).toMatchObject({ DeleteMarker: true });
  });

  it("is told of among others that are deleted", async () => {
    const bucket = await lockedBucket();
    const { at } = await lockedObject(bucket, until("COMPLIANCE", 1));
    const free = await lockedObject(bucket, {});
    const Objects = [at, free.at].map(({ Key, VersionId }) => ({ Key, VersionId }));
    const answer = await test().call(DeleteObjects, { Bucket: bucket.name, Delete: { Objects } });
    expect(answer.Errors).toMatchObject([{ VersionId: at.VersionId, Code: LOCKED.code, Message: LOCKED.message }]);
    expect(answer.Deleted).toMatchObject([{ VersionId: free.at.VersionId }]);
  });

  it("is retained longer by anybody, shorter only in governance mode", async () => {
    const { at } = await lockedObject(await lockedBucket(), until("GOVERNANCE", 2));
    const retain = (Mode: "GOVERNANCE" | "COMPLIANCE" | undefined, days: number, more: object = {}) =>
      test().call(PutObjectRetention, {
        ...at,
        Retention: Mode === undefined ? {} : { Mode, RetainUntilDate: inDays(days) },
        ...more,
      });
    await retain("GOVERNANCE", 3);
    await expect(retain("GOVERNANCE", 1)).rejects.toMatchObject(LOCKED);
    await expect(retain(undefined, 0)).rejects.toMatchObject(LOCKED);
    await retain("GOVERNANCE", 1, { BypassGovernanceRetention: true });
    await retain("COMPLIANCE", 2);
    await expect(retain("GOVERNANCE", 3, { BypassGovernanceRetention: true })).rejects.toMatchObject(LOCKED);
    expect(await test().call(GetObjectRetention, at)).toEqual({
      Retention: { Mode: "COMPLIANCE", RetainUntilDate: inDays(2) },
    });
  });
});

it("a legal hold keeps a version until it is taken off", async () => {
  const { at, remove } = await lockedObject(await lockedBucket(), { ObjectLockLegalHoldStatus: "ON" });
  await expect(remove({ BypassGovernanceRetention: true })).rejects.toMatchObject(LOCKED);
  expect(await test().call(GetObjectLegalHold, at)).toEqual({ LegalHold: { Status: "ON" } });
  await test().call(PutObjectLegalHold, { ...at, LegalHold: { Status: "OFF" } });
  await remove();
});

it("a bucket's default retention holds what says nothing else, copies too", async () => {
  const Rule = { DefaultRetention: { Mode: "COMPLIANCE", Days: 3 } } as const;
  const bucket = await lockedBucket({ configurations: { objectLock: { ObjectLockEnabled: "Enabled", Rule } } });
  const { at } = await lockedObject(bucket, {});
  const kept = { ObjectLockMode: "COMPLIANCE", ObjectLockRetainUntilDate: inDays(3) };
  expect(await test().call(HeadObject, at)).toMatchObject(kept);
  await test().call(CopyObject, { Bucket: bucket.name, Key: "copy", CopySource: `${bucket.name}/k` });
  expect(await test().call(HeadObject, { Bucket: bucket.name, Key: "copy" })).toMatchObject(kept);
  const own = await lockedObject(bucket, until("GOVERNANCE", 1));
  expect(await test().call(HeadObject, own.at)).toMatchObject({ ObjectLockMode: "GOVERNANCE" });
});

describe("what is refused of locks", () => {
  it.each([
    [{ ObjectLockMode: "GOVERNANCE" }, "x-amz-object-lock-retain-until-date"],
    [{ ObjectLockRetainUntilDate: new Date(Date.UTC(2999, 0)) }, "x-amz-object-lock-mode"],
  ])("one of mode and date without the other: %j", async (lock, ArgumentName) => {
    await expect(lockedObject(await lockedBucket(), lock)).rejects.toMatchObject({
      message: "x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied",
      members: { ArgumentName },
    });
  });

  it("a date that is over, an unknown mode", async () => {
    const bucket = await lockedBucket();
    await expect(lockedObject(bucket, until("GOVERNANCE", -1))).rejects.toMatchObject({
      code: "InvalidArgument",
      message: "The retain until date must be in the future!",
    });
    const unknown = { ObjectLockMode: "FOREVER", ObjectLockRetainUntilDate: inDays(1) };
    await expect(lockedObject(bucket, unknown)).rejects.toMatchObject({ message: "Unknown wormMode directive." });
  });

  it("any of it in a bucket without object lock", async () => {
    const bucket = await makeBucket(test(), { versioning: "Enabled" });
    const missing = { code: "InvalidRequest", message: "Bucket is missing Object Lock Configuration" };
    await expect(lockedObject(bucket, until("GOVERNANCE", 1))).rejects.toMatchObject(missing);
    const { at, remove } = await lockedObject(bucket, {});
    await expect(test().call(GetObjectRetention, at)).rejects.toMatchObject(missing);
    await expect(test().call(PutObjectLegalHold, { ...at, LegalHold: { Status: "ON" } })).rejects.toMatchObject(
      missing,
    );
    await expect(remove({ BypassGovernanceRetention: true })).rejects.toMatchObject({
      message: "x-amz-bypass-governance-retention is only applicable to Object Lock enabled buckets.",
    });
  });

  it("asking for a lock that an object has not", async () => {
    const { at } = await lockedObject(await lockedBucket(), {});
    const none = { code: "NoSuchObjectLockConfiguration", status: 404 };
    await expect(test().call(GetObjectRetention, at)).rejects.toMatchObject(none);
    await expect(test().call(GetObjectLegalHold, at)).rejects.toMatchObject(none);
  });
});
