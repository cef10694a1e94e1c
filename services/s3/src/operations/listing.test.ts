import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { useS3 } from "../testing/use-s3.ts";
import { CreateBucket } from "./CreateBucket.ts";
import { DeleteObject } from "./DeleteObject.ts";
import { ListObjects } from "./ListObjects.ts";
import { ListObjectsV2 } from "./ListObjectsV2.ts";
import { ListObjectVersions } from "./ListObjectVersions.ts";
import { PutBucketVersioning } from "./PutBucketVersioning.ts";
import { PutObject } from "./PutObject.ts";

const s3 = useS3();

async function bucketWith(keys: readonly string[], how: { readonly versioned?: true } = {}) {
  const Bucket = `list-${randomUUID()}`;
  const { call } = s3();
  await call(CreateBucket, { Bucket });
  if (how.versioned) await call(PutBucketVersioning, { Bucket, VersioningConfiguration: { Status: "Enabled" } });
  const ids: string[] = [];
  for (const Key of keys) {
    const { VersionId = "null" } = await call(PutObject, {
      Bucket,
      Key,
      Body: Readable.from([Buffer.from(Key)]),
      ContentLength: Buffer.byteLength(Key),
    });
    ids.push(VersionId);
  }
  return { Bucket, ids };
}

const keysOf = ({
  Contents = [],
}: {
  readonly Contents?: readonly { readonly Key?: string | undefined }[] | undefined;
}) => Contents.map(({ Key }) => Key);

const TREE = ["folder/aSubfolder/subFile1", "folder/aSubfolder/subFile2", "folder/file1", "folder/file2"];
const IN_FOLDER = { Prefix: "folder/", Delimiter: "/" };

describe("ListObjects", () => {
  it("tells of each object what it tells", async () => {
    const { Bucket } = await bucketWith(["a"]);
    const listed = await s3().call(ListObjects, { Bucket });
    expect(listed).toMatchObject({ Name: Bucket, Prefix: "", Marker: "", MaxKeys: 1000, IsTruncated: false });
    expect(listed.Contents).toEqual([
      {
        Key: "a",
        LastModified: expect.any(Date),
        ETag: `"0cc175b9c0f1b6a831c399e269772661"`,
        ChecksumAlgorithm: ["CRC64NVME"],
        ChecksumType: "FULL_OBJECT",
        Size: 1,
        StorageClass: "STANDARD",
        Owner: { ID: expect.stringMatching(/^[0-9a-f]{64}$/) },
      },
    ]);
  });

  it("goes on behind the next marker, which it tells where there is a delimiter", async () => {
    const { Bucket } = await bucketWith(TREE);
    const { call } = s3();
    const [first, second] = [
      await call(ListObjects, { Bucket, ...IN_FOLDER, MaxKeys: 1 }),
      await call(ListObjects, { Bucket, ...IN_FOLDER, MaxKeys: 1, Marker: "folder/aSubfolder/" }),
    ];
    expect(first).toMatchObject({
      CommonPrefixes: [{ Prefix: "folder/aSubfolder/" }],
      IsTruncated: true,
      NextMarker: "folder/aSubfolder/",
    });
    expect([keysOf(second), second.NextMarker]).toEqual([["folder/file1"], "folder/file1"]);
    const last = await call(ListObjects, { Bucket, ...IN_FOLDER, MaxKeys: 1, Marker: "folder/file1" });
    expect([keysOf(last), last.IsTruncated]).toEqual([["folder/file2"], false]);
    // A marker inside of a common prefix is behind all of it.
    const inside = await call(ListObjects, { Bucket, ...IN_FOLDER, MaxKeys: 1, Marker: "folder/aSubfolder/subFile1" });
    expect(keysOf(inside)).toEqual(["folder/file1"]);
    expect(await call(ListObjects, { Bucket, MaxKeys: 1 })).not.toHaveProperty("NextMarker");
  });

  it("encodes keys where it is asked to, and knows no other encoding", async () => {
    const { Bucket } = await bucketWith(["a b/ü+~*.txt"]);
    const { call } = s3();
    expect(keysOf(await call(ListObjects, { Bucket, EncodingType: "url" }))).toEqual(["a+b/%C3%BC%2B%7E*.txt"]);
    expect(keysOf(await call(ListObjects, { Bucket }))).toEqual(["a b/ü+~*.txt"]);
    await expect(call(ListObjects, { Bucket, EncodingType: "value" as "url" })).rejects.toMatchObject({
      // as: what a client may send
      code: "InvalidArgument",
      message: "Invalid Encoding Method specified in Request",
    });
  });

  it("lists nothing of nothing, and no less", async () => {
    const { Bucket } = await bucketWith(["a"]);
    const { call } = s3();
    expect(await call(ListObjects, { Bucket, MaxKeys: 0 })).toMatchObject({ Contents: [], IsTruncated: false });
    await expect(call(ListObjects, { Bucket, MaxKeys: -1 })).rejects.toMatchObject({
      code: "InvalidArgument",
      message: "Argument maxKeys must be an integer between 0 and 2147483647",
    });
    await expect(call(ListObjects, { Bucket: "not-there" })).rejects.toMatchObject({ code: "NoSuchBucket" });
  });
});

describe("ListObjectsV2", () => {
  it("goes on by tokens, whatever it was to start after", async () => {
    const { Bucket } = await bucketWith(["1", "2", "3", "4"]);
    const { call } = s3();
    const first = await call(ListObjectsV2, { Bucket, MaxKeys: 2, StartAfter: "1" });
    expect(first).toMatchObject({ KeyCount: 2, IsTruncated: true, StartAfter: "1" });
    expect(keysOf(first)).toEqual(["2", "3"]);
    const ContinuationToken = first.NextContinuationToken;
    const rest = await call(ListObjectsV2, { Bucket, StartAfter: "1", ContinuationToken });
    expect(rest).toMatchObject({ KeyCount: 1, IsTruncated: false, ContinuationToken });
    expect(rest).not.toHaveProperty("StartAfter");
    expect(keysOf(rest)).toEqual(["4"]);
    await expect(call(ListObjectsV2, { Bucket, ContinuationToken: "" })).rejects.toMatchObject({
      code: "InvalidArgument",
      message: "The continuation token provided is incorrect",
    });
  });

  it("tells owners only where they are asked for", async () => {
    const { Bucket } = await bucketWith(["a"]);
    const { Contents = [] } = await s3().call(ListObjectsV2, { Bucket });
    expect(Contents[0]).not.toHaveProperty("Owner");
    const owned = await s3().call(ListObjectsV2, { Bucket, FetchOwner: true });
    expect(owned.Contents?.[0]).toHaveProperty("Owner");
  });
});

const versionsOf = (listed: Awaited<ReturnType<typeof ListObjectVersions>>) =>
  (listed.Versions ?? []).map(({ Key, VersionId, IsLatest }) => [Key, VersionId, IsLatest]);

describe("ListObjectVersions", () => {
  it("tells versions and markers, the newest of a key first", async () => {
    const { Bucket, ids } = await bucketWith(["a", "b", "a"], { versioned: true });
    const { VersionId: marker } = await s3().call(DeleteObject, { Bucket, Key: "b" });
    const listed = await s3().call(ListObjectVersions, { Bucket });
    expect(versionsOf(listed)).toEqual([
      ["a", ids[2], true],
      ["a", ids[0], false],
      ["b", ids[1], false],
    ]);
    expect(listed.DeleteMarkers).toMatchObject([{ Key: "b", VersionId: marker, IsLatest: true }]);
    expect(listed).toMatchObject({ KeyMarker: "", VersionIdMarker: "", IsTruncated: false });
  });

  it("goes on behind a version, be it there any more or not", async () => {
    const { Bucket, ids } = await bucketWith(["k", "k", "k", "k", "k"], { versioned: true });
    const { call } = s3();
    const first = await call(ListObjectVersions, { Bucket, MaxKeys: 3 });
    expect(versionsOf(first).map(([, id]) => id)).toEqual([ids[4], ids[3], ids[2]]);
    expect(first).toMatchObject({ IsTruncated: true, NextKeyMarker: "k", NextVersionIdMarker: ids[2] });
    const next = { Bucket, KeyMarker: "k", VersionIdMarker: ids[2] };
    expect(versionsOf(await call(ListObjectVersions, next)).map(([, id]) => id)).toEqual([ids[1], ids[0]]);
    for (const VersionId of ids.slice(2)) await call(DeleteObject, { Bucket, Key: "k", VersionId });
    expect(versionsOf(await call(ListObjectVersions, next)).map(([, id]) => id)).toEqual([ids[1], ids[0]]);
    expect(versionsOf(await call(ListObjectVersions, { Bucket, KeyMarker: "k" }))).toEqual([]);
  });

  it("goes on behind a common prefix by its key alone", async () => {
    const { Bucket } = await bucketWith(TREE, { versioned: true });
    const first = await s3().call(ListObjectVersions, { Bucket, ...IN_FOLDER, MaxKeys: 1 });
    expect(first).toMatchObject({ NextKeyMarker: "folder/aSubfolder/", IsTruncated: true });
    expect(first).not.toHaveProperty("NextVersionIdMarker");
  });

  it("tells what was put before there was versioning as null", async () => {
    const { Bucket } = await bucketWith(["a"]);
    expect(versionsOf(await s3().call(ListObjectVersions, { Bucket }))).toEqual([["a", "null", true]]);
  });

  it("wants a key with a version, and a version that can be one", async () => {
    const { Bucket, ids } = await bucketWith(["a"], { versioned: true });
    const { call } = s3();
    await expect(call(ListObjectVersions, { Bucket, VersionIdMarker: ids[0] })).rejects.toMatchObject({
      message: "A version-id marker cannot be specified without a key marker.",
    });
    await expect(call(ListObjectVersions, { Bucket, KeyMarker: "a", VersionIdMarker: "x" })).rejects.toMatchObject({
      message: "Invalid version id specified",
    });
  });
});
