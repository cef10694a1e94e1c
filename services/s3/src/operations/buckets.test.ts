import { encodeKey } from "@skylab/records";
import { refusal, testCall } from "@skylab/service/testing";
import { expect, test } from "vitest";
import type { Bucket } from "../domain/bucket.ts";
import { contentsOf, DIRECTORY, OWNED_SPACE, STATE_SPACE } from "../store/spaces.ts";
import { useS3 } from "../testing/use-s3.ts";
import { CreateBucket } from "./CreateBucket.ts";
import { DeleteBucket } from "./DeleteBucket.ts";
import { GetBucketEncryption } from "./GetBucketEncryption.ts";
import { GetBucketLocation } from "./GetBucketLocation.ts";
import { GetBucketOwnershipControls } from "./GetBucketOwnershipControls.ts";
import { GetBucketTagging } from "./GetBucketTagging.ts";
import { GetBucketVersioning } from "./GetBucketVersioning.ts";
import { GetObjectLockConfiguration } from "./GetObjectLockConfiguration.ts";
import { GetPublicAccessBlock } from "./GetPublicAccessBlock.ts";
import { HeadBucket } from "./HeadBucket.ts";
import { ListBuckets } from "./ListBuckets.ts";
import { PutObject } from "./PutObject.ts";
import { PutBucketVersioning } from "./PutBucketVersioning.ts";

const s3 = useS3();

const ACCOUNT = "111122223333";
const OTHER = { account: "444455556666" };

/** As at the endpoint of another region. */
const createIn = (region: string, name: string, constraint?: string): Promise<unknown> => {
  const { store, clock } = s3();
  const call = { ...testCall({ clock }), place: { account: ACCOUNT, region } };
  // as: the codec hands on what a client writes.
  const configuration = { LocationConstraint: constraint as "EU" | undefined };
  return CreateBucket({ Bucket: name, CreateBucketConfiguration: configuration }, call, store);
};

test("a bucket whose deletion a crash has cut short can be made again, and written to", async () => {
  const { call, engines, store } = s3();
  await call(CreateBucket, { Bucket: "half-deleted" });
  const found = await store.buckets.find("half-deleted");
  await engines.records
    .partition(contentsOf({ id: found?.id ?? "" }))
    .commit({ writes: [{ kind: "drop", space: STATE_SPACE }] });
  await call(CreateBucket, { Bucket: "half-deleted" });
  expect(await call(PutObject, { Bucket: "half-deleted", Key: "k", ContentLength: 0 })).toHaveProperty("ETag");
});

test("a new bucket is where its maker asked for it, closed to the public, and encrypted", async () => {
  const { call, clock } = s3();
  const before = clock.now();
  const made = await call(CreateBucket, { Bucket: "new-bucket" });
  expect(made).toEqual({ Location: "/new-bucket" });
  expect(await call(HeadBucket, { Bucket: "new-bucket" })).toEqual({
    BucketRegion: "us-east-1",
    AccessPointAlias: false,
  });
  expect(await call(GetBucketLocation, { Bucket: "new-bucket" })).toEqual({ LocationConstraint: undefined });
  expect(await call(GetPublicAccessBlock, { Bucket: "new-bucket" })).toEqual({
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: true,
    },
  });
  expect(await call(GetBucketOwnershipControls, { Bucket: "new-bucket" })).toEqual({
    OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] },
  });
  expect(await call(GetBucketEncryption, { Bucket: "new-bucket" })).toEqual({
    ServerSideEncryptionConfiguration: {
      Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" }, BucketKeyEnabled: false }],
    },
  });
  const { Buckets: listed } = await call(ListBuckets, { Prefix: "new-bucket" });
  expect(listed).toHaveLength(1);
  expect(listed?.[0]?.CreationDate?.getTime()).toBeGreaterThanOrEqual(before);
  expect(listed?.[0]?.CreationDate?.getTime()).toBeLessThanOrEqual(clock.now());
});

test("a bucket of Europe's old name is in Ireland, and tells the name that it was made by", async () => {
  const { call, store } = s3();
  await createIn("us-east-1", "in-the-eu", "EU");
  expect(await call(GetBucketLocation, { Bucket: "in-the-eu" })).toEqual({ LocationConstraint: "EU" });
  expect(await call(HeadBucket, { Bucket: "in-the-eu" })).toMatchObject({ BucketRegion: "eu-west-1" });
  expect((await store.buckets.find("in-the-eu"))?.region).toBe("eu-west-1");
});

test("a bucket with object lock keeps versions, one with tags has them, one with an ownership of its own, too", async () => {
  const { call } = s3();
  await call(CreateBucket, {
    Bucket: "much-asked-for",
    ObjectLockEnabledForBucket: true,
    ObjectOwnership: "ObjectWriter",
    CreateBucketConfiguration: { Tags: [{ Key: "team", Value: "blue" }] },
  });
  const input = { Bucket: "much-asked-for" };
  expect(await call(GetBucketVersioning, input)).toEqual({ Status: "Enabled" });
  expect(await call(GetObjectLockConfiguration, input)).toEqual({
    ObjectLockConfiguration: { ObjectLockEnabled: "Enabled" },
  });
  expect(await call(GetBucketTagging, input)).toEqual({ TagSet: [{ Key: "team", Value: "blue" }] });
  expect(await call(GetBucketOwnershipControls, input)).toEqual({
    OwnershipControls: { Rules: [{ ObjectOwnership: "ObjectWriter" }] },
  });
  const tags = [{ Key: "aws:team", Value: "blue" }];
  const reserved = call(CreateBucket, { Bucket: "not-made", CreateBucketConfiguration: { Tags: tags } });
  expect(await refusal(reserved)).toMatch(/^InvalidTag: User-defined tag keys can't start with "aws:"/);
});

test("a bucket made again is as it was in us-east-1, refused elsewhere, and never another account's", async () => {
  const { call, store } = s3();
  await call(CreateBucket, { Bucket: "made-again" });
  const before = await store.buckets.find("made-again");
  expect(await call(CreateBucket, { Bucket: "made-again", ObjectOwnership: "ObjectWriter" })).toMatchObject({
    Location: "/made-again",
  });
  expect(await store.buckets.find("made-again")).toEqual(before);
  expect(await refusal(call(CreateBucket, { Bucket: "made-again" }, OTHER))).toMatch(/^BucketAlreadyExists: /);
  await createIn("eu-central-1", "made-again-abroad", "eu-central-1");
  expect(await refusal(createIn("eu-central-1", "made-again-abroad", "eu-central-1"))).toBe(
    "BucketAlreadyOwnedByYou: Your previous request to create the named bucket succeeded and you already own it.",
  );
});

test("a bucket of one region is told to who signs for another", async () => {
  const { call, store, clock } = s3();
  await createIn("eu-central-1", "abroad", "eu-central-1");
  const headers = { host: "localhost", authorization: "AWS4-HMAC-SHA256 Credential=" };
  const signed = testCall({ clock, as: { accessKeyId: "AKIA" }, head: { headers } });
  const error: unknown = await HeadBucket({ Bucket: "abroad" }, signed, store).catch((reason: unknown) => reason);
  expect(error).toMatchObject({
    code: "AuthorizationHeaderMalformed",
    headers: { "x-amz-bucket-region": "eu-central-1" },
  });
  expect(await call(HeadBucket, { Bucket: "abroad" })).toMatchObject({ BucketRegion: "eu-central-1" });
});

test("who expects another owner is denied, and an owner is an account", async () => {
  const { call } = s3();
  await call(CreateBucket, { Bucket: "owned" });
  const head = (owner: string): Promise<unknown> => call(HeadBucket, { Bucket: "owned", ExpectedBucketOwner: owner });
  expect(await head(ACCOUNT)).toMatchObject({ BucketRegion: "us-east-1" });
  expect(await refusal(head(OTHER.account))).toBe("AccessDenied: Access Denied");
  expect(await refusal(head("abcd"))).toBe(
    "InvalidBucketOwnerAWSAccountID: The value of the expected bucket owner parameter must be an AWS Account ID... [abcd]",
  );
});

test("the buckets of an account are listed a page at a time, and no other's", async () => {
  const { call } = s3();
  const as = { account: "777788889999" };
  for (const name of ["page-a", "page-b", "page-c"]) await call(CreateBucket, { Bucket: name }, as);
  const first = await call(ListBuckets, { MaxBuckets: 2 }, as);
  expect(first.Buckets?.map(({ Name: name }) => name)).toEqual(["page-a", "page-b"]);
  expect(first.Owner?.ID).toMatch(/^[0-9a-f]{64}$/);
  const second = await call(ListBuckets, { MaxBuckets: 2, ContinuationToken: first.ContinuationToken }, as);
  expect(second.Buckets?.map(({ Name: name }) => name)).toEqual(["page-c"]);
  expect(second.ContinuationToken).toBeUndefined();
  const abroad = await call(ListBuckets, { BucketRegion: "eu-west-1", Prefix: "page-" }, as);
  expect(abroad).toMatchObject({ Buckets: [], Prefix: "page-" });
});

test("an account has ten thousand buckets at most", async () => {
  const { call, engines } = s3();
  const as = { account: "123412341234" };
  await call(CreateBucket, { Bucket: "among-many" }, as);
  const others = Array.from({ length: 9_999 }, (_, n) => ({
    kind: "put" as const,
    space: OWNED_SPACE,
    key: encodeKey(as.account, `many-${n}`),
    value: new Uint8Array(0),
  }));
  await engines.records.partition(DIRECTORY).commit({ writes: others });
  expect(await refusal(call(CreateBucket, { Bucket: "one-too-many" }, as))).toBe(
    "TooManyBuckets: You have attempted to create more buckets than allowed",
  );
  expect(await call(CreateBucket, { Bucket: "among-many" }, as)).toEqual({ Location: "/among-many" });
  expect(await call(CreateBucket, { Bucket: "of-another-account" })).toEqual({ Location: "/of-another-account" });
});

test("a bucket that holds something is not deleted, and AWS says what is left", async () => {
  const { call, store, clock } = s3();
  await call(CreateBucket, { Bucket: "filled" });
  const bucket = await required("filled");
  const put = (into: Bucket): Promise<unknown> =>
    store.objects.put(into, {
      kind: "object",
      key: "key",
      lastModified: clock.now(),
      owner: into.account,
      size: 0,
      etag: "d41d8cd98f00b204e9800998ecf8427e",
      body: { kind: "empty" },
      headers: {},
      metadata: {},
    });
  await put(bucket);
  expect(await refusal(call(DeleteBucket, { Bucket: "filled" }))).toBe(
    "BucketNotEmpty: The bucket you tried to delete is not empty",
  );
  await store.objects.remove(bucket, "key", { owner: bucket.account, now: clock.now() });
  await call(PutBucketVersioning, { Bucket: "filled", VersioningConfiguration: { Status: "Enabled" } });
  const versioned = await required("filled");
  await put(versioned);
  await store.objects.remove(versioned, "key", { owner: bucket.account, now: clock.now() });
  expect(await refusal(call(DeleteBucket, { Bucket: "filled" }))).toBe(
    "BucketNotEmpty: The bucket you tried to delete is not empty. You must delete all versions in the bucket.",
  );
});

test("an empty bucket is deleted, with what it was configured with, and its name is free", async () => {
  const { call } = s3();
  await call(CreateBucket, {
    Bucket: "emptied",
    CreateBucketConfiguration: { Tags: [{ Key: "team", Value: "blue" }] },
  });
  expect(await call(DeleteBucket, { Bucket: "emptied" })).toEqual({});
  expect(await refusal(call(HeadBucket, { Bucket: "emptied" }))).toBe(
    "NoSuchBucket: The specified bucket does not exist",
  );
  expect(await refusal(call(DeleteBucket, { Bucket: "emptied" }))).toMatch(/^NoSuchBucket/);
  await call(CreateBucket, { Bucket: "emptied" }, OTHER);
  expect(await refusal(call(GetBucketTagging, { Bucket: "emptied" }))).toBe("NoSuchTagSet: The TagSet does not exist");
});

async function required(name: string): Promise<Bucket> {
  const bucket = await s3().store.buckets.find(name);
  if (bucket === undefined) throw new Error(`There is no bucket ${name}.`);
  return bucket;
}
