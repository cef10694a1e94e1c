import type { StorageClass } from "@aws-sdk/client-s3";
import { randomIds } from "@skylab/aws";
import { refusal } from "@skylab/service/testing";
import { beforeEach, expect, it } from "vitest";
import { DAY_MS } from "../domain/lifecycle/days.ts";
import { RESTORE_MS } from "../domain/lifecycle/restore.ts";
import { endRestores } from "../jobs/end-restores.ts";
import { got, makeBucket, put } from "../testing/objects.ts";
import { useS3 } from "../testing/use-s3.ts";
import type { S3Operations } from "../operation.ts";
import { HeadObject } from "./HeadObject.ts";
import { RestoreObject } from "./RestoreObject.ts";

type Asked = NonNullable<S3Operations["RestoreObject"]["input"]["RestoreRequest"]>;

const test = useS3();

beforeEach(() => test().clock.set(Date.parse("2030-06-01T12:00:00Z")));

const turn = (): Promise<void> => endRestores(test().store, randomIds).run(test().clock, new AbortController().signal);

it("an archived object is on its way, is there for its days, and is archived again", async () => {
  const bucket = await makeBucket(test());
  const input = { Bucket: bucket.name, Key: "k" };
  await put(test(), bucket, { Key: "k", body: "text", StorageClass: "GLACIER" });
  expect(await refusal(got(test(), bucket, { Key: "k" }))).toContain("InvalidObjectState");
  const restore = (Days: number): Promise<unknown> =>
    test().call(RestoreObject, { ...input, RestoreRequest: { Days, GlacierJobParameters: { Tier: "Standard" } } });
  const told = async (): Promise<unknown> => (await test().call(HeadObject, input)).Restore;

  expect(await restore(2)).toEqual({ StatusCode: 202 });
  expect(await told()).toBe('ongoing-request="true"');
  expect(await refusal(restore(2))).toBe("RestoreAlreadyInProgress: Object restore is already in progress");
  await turn();
  expect(await refusal(got(test(), bucket, { Key: "k" }))).toContain("InvalidObjectState");

  test().clock.advance(RESTORE_MS);
  await turn();
  expect(await told()).toBe('ongoing-request="false", expiry-date="Tue, 04 Jun 2030 00:00:00 GMT"');
  expect((await got(test(), bucket, { Key: "k" })).toString()).toBe("text");

  expect(await restore(5)).toEqual({ StatusCode: 200 });
  expect(await told()).toBe('ongoing-request="false", expiry-date="Fri, 07 Jun 2030 00:00:00 GMT"');
  test().clock.advance(3 * DAY_MS);
  await turn();
  expect((await got(test(), bucket, { Key: "k" })).toString()).toBe("text");

  test().clock.advance(3 * DAY_MS);
  expect(await told()).toBeUndefined();
  expect(await refusal(got(test(), bucket, { Key: "k" }))).toContain("InvalidObjectState");
  await turn();
  expect(await restore(1)).toEqual({ StatusCode: 202 });
});

it("an object that is replaced while it is on its way is left alone", async () => {
  const bucket = await makeBucket(test());
  await put(test(), bucket, { Key: "k", body: "old", StorageClass: "GLACIER" });
  await test().call(RestoreObject, { Bucket: bucket.name, Key: "k", RestoreRequest: { Days: 1 } });
  await put(test(), bucket, { Key: "k", body: "new", StorageClass: "GLACIER" });
  test().clock.advance(RESTORE_MS);
  await turn();
  expect(await refusal(got(test(), bucket, { Key: "k" }))).toContain("InvalidObjectState");
});

it.each<readonly [string, StorageClass, Asked, string]>([
  [
    "of another class",
    "STANDARD_IA",
    { Days: 1 },
    "InvalidObjectState: Restore is not allowed for the object's current storage class",
  ],
  ["without days", "GLACIER", {}, "MalformedXML"],
  ["for no day", "GLACIER", { Days: 0 }, "InvalidArgument"],
  [
    "from deep down in a hurry",
    "DEEP_ARCHIVE",
    { Days: 1, GlacierJobParameters: { Tier: "Expedited" } },
    "InvalidArgument: Retrieval option is not supported by this storage class",
  ],
  ["with a query", "GLACIER", { Days: 1, Type: "SELECT" }, "NotImplemented"],
])("a restore %s is refused", async (_, ...[StorageClass, RestoreRequest, words]) => {
  const bucket = await makeBucket(test());
  await put(test(), bucket, { Key: "k", body: "text", StorageClass });
  expect(await refusal(test().call(RestoreObject, { Bucket: bucket.name, Key: "k", RestoreRequest }))).toContain(words);
});
