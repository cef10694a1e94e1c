import type { Records } from "@skylab/records";
import { testCall } from "@skylab/service/testing";
import { expect, it } from "vitest";
import { s3Operations } from "./s3-operations.ts";
import { openStore, type S3Store } from "./store/store.ts";
import { makeBucket } from "./testing/objects.ts";
import { useS3 } from "./testing/use-s3.ts";

const test = useS3();

/** The records of another replica, to which word of changes takes its time. */
const untold = (records: Records): Records => ({
  ...records,
  partition: (name) => ({ ...records.partition(name), subscribe: () => () => undefined }),
});

const TELLS_OF_A_BUCKET = /^(?:GetBucket|HeadBucket$|ListBucket.*Configurations$|GetPublicAccessBlock$|GetObjectLock)/;

type Run = (input: object, call: ReturnType<typeof testCall>, store: S3Store) => Promise<unknown>;

it("what tells of a bucket itself tells of it as it is, also at a replica that has not heard of a change", async () => {
  const { clock, engines, store } = test();
  // as: of each operation it is tested that it reads the bucket, whatever else it is asked.
  const operations = Object.entries(s3Operations).filter(([, run]) => typeof run === "function") as [string, Run][];
  const telling = operations.filter(([name]) => TELLS_OF_A_BUCKET.test(name));
  expect(telling.length).toBeGreaterThan(25);
  const other = openStore({ ...engines, records: untold(engines.records) });
  const bucket = await makeBucket(test());
  const call = testCall({ clock });
  expect(await other.buckets.find(bucket.name)).toEqual(bucket);
  await store.buckets.remove(bucket);
  expect(await other.buckets.find(bucket.name)).toEqual(bucket);
  for (const [name, run] of telling) {
    const answer = run({ Bucket: bucket.name, Id: "id" }, call, other);
    await expect(answer, name).rejects.toMatchObject({ code: "NoSuchBucket" });
  }
});
