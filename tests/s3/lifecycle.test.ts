import {
  HeadObjectCommand,
  PutBucketLifecycleConfigurationCommand,
  PutObjectCommand,
  RestoreObjectCommand,
} from "@aws-sdk/client-s3";
import { expect, it, vi } from "vitest";
import { getText, keysIn, refusal, useS3 } from "./s3.ts";

const s3 = useS3();

/** Jobs have run by then, on a busy machine too. */
const SOON = { timeout: 30_000, interval: 200 };
const DAY_SECONDS = 24 * 60 * 60;
const MINUTE_SECONDS = 60;

const advance = (seconds: number): Promise<unknown> => s3.skylab().clock.advance(seconds * 1000);

it("an object is told when it will expire, and has expired then", async () => {
  const client = s3.client();
  const Bucket = await s3.createBucket();
  const Rules = [{ ID: "old", Status: "Enabled" as const, Filter: { Prefix: "logs/" }, Expiration: { Days: 2 } }];
  await client.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } }));
  const { Expiration } = await client.send(new PutObjectCommand({ Bucket, Key: "logs/a", Body: "text" }));
  expect(Expiration).toMatch(/^expiry-date="\w{3}, \d\d \w{3} \d{4} 00:00:00 GMT", rule-id="old"$/);
  await client.send(new PutObjectCommand({ Bucket, Key: "kept", Body: "text" }));
  await advance(3 * DAY_SECONDS);
  await vi.waitFor(async () => {
    await advance(MINUTE_SECONDS);
    expect(await keysIn(client, Bucket)).toEqual(["kept"]);
  }, SOON);
});

it("an archived object is restored for some days", async () => {
  const client = s3.client();
  const at = { Bucket: await s3.createBucket(), Key: "key" };
  await client.send(new PutObjectCommand({ ...at, Body: "text", StorageClass: "GLACIER" }));
  expect(await refusal(getText(client, at))).toContain("InvalidObjectState");
  const restore = (Days: number): Promise<number | undefined> =>
    client
      .send(new RestoreObjectCommand({ ...at, RestoreRequest: { Days, GlacierJobParameters: { Tier: "Bulk" } } }))
      .then(({ $metadata }) => $metadata.httpStatusCode);
  expect(await restore(1)).toBe(202);
  expect((await client.send(new HeadObjectCommand(at))).Restore).toBe('ongoing-request="true"');
  expect(await refusal(restore(1))).toContain("RestoreAlreadyInProgress");
  await vi.waitFor(async () => {
    await advance(MINUTE_SECONDS);
    expect(await getText(client, at)).toBe("text");
  }, SOON);
  expect((await client.send(new HeadObjectCommand(at))).Restore).toContain('ongoing-request="false", expiry-date=');
  expect(await restore(9)).toBe(200);
});
