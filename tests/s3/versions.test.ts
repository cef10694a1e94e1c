import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { describe, expect, it } from "vitest";
import { soon } from "../soon.ts";
import { getText, keysIn, put, refusal, useS3 } from "./s3.ts";

const s3 = useS3();

async function versionedBucket(): Promise<string> {
  const Bucket = await s3.createBucket();
  await setVersioning(Bucket, "Enabled");
  return Bucket;
}

/** Who has used the bucket before may use it for a second as it was. */
async function setVersioning(Bucket: string, Status: "Enabled" | "Suspended"): Promise<void> {
  const client = s3.client();
  await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } }));
  expect((await client.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBe(Status);
}

const putVersion = async (client: S3Client, at: { Bucket: string; Key: string }, Body: string): Promise<string> =>
  (await client.send(new PutObjectCommand({ ...at, Body }))).VersionId ?? "";

describe("a versioned bucket", () => {
  it("keeps every version of an object, the newest first", async () => {
    const client = s3.client();
    const at = { Bucket: await versionedBucket(), Key: "key" };
    const ids = [];
    for (const body of ["first", "second", "third"]) ids.push(await putVersion(client, at, body));
    expect(new Set(ids).size).toBe(3);
    expect(await getText(client, at)).toBe("third");
    expect(await getText(client, { ...at, VersionId: ids[0] ?? "" })).toBe("first");
    const { Versions } = await client.send(new ListObjectVersionsCommand(at));
    expect(Versions?.map(({ VersionId, IsLatest }) => [VersionId, IsLatest])).toEqual([
      [ids[2], true],
      [ids[1], false],
      [ids[0], false],
    ]);
  });

  it("hides a deleted object behind a marker, and shows it again without the marker", async () => {
    const client = s3.client();
    const at = { Bucket: await versionedBucket(), Key: "key" };
    const VersionId = await putVersion(client, at, "hidden");
    const deleted = await client.send(new DeleteObjectCommand(at));
    expect(deleted.DeleteMarker).toBe(true);
    expect(await refusal(client.send(new GetObjectCommand(at)))).toMatch(/^404 NoSuchKey/);
    expect(await keysIn(client, at.Bucket)).toEqual([]);
    expect(await getText(client, { ...at, VersionId })).toBe("hidden");
    const marker = { ...at, VersionId: deleted.VersionId ?? "" };
    expect(await refusal(client.send(new GetObjectCommand(marker)))).toMatch(/^405 MethodNotAllowed/);
    const { DeleteMarkers } = await client.send(new ListObjectVersionsCommand({ Bucket: at.Bucket }));
    expect(DeleteMarkers).toMatchObject([{ Key: "key", IsLatest: true, VersionId: deleted.VersionId }]);
    await client.send(new DeleteObjectCommand(marker));
    expect(await getText(client, at)).toBe("hidden");
  });

  it("loses a version for good that is named", async () => {
    const client = s3.client();
    const at = { Bucket: await versionedBucket(), Key: "key" };
    const [first, second] = [await putVersion(client, at, "first"), await putVersion(client, at, "second")];
    await client.send(new DeleteObjectCommand({ ...at, VersionId: second }));
    expect(await getText(client, at)).toBe("first");
    const gone = client.send(new HeadObjectCommand({ ...at, VersionId: second }));
    expect(await refusal(gone)).toMatch(/^404 /);
    const objects = [{ Key: "key", VersionId: first }];
    await client.send(new DeleteObjectsCommand({ Bucket: at.Bucket, Delete: { Objects: objects } }));
    const { Versions, DeleteMarkers } = await client.send(new ListObjectVersionsCommand({ Bucket: at.Bucket }));
    expect([Versions, DeleteMarkers]).toEqual([undefined, undefined]);
  });

  it("gives an old version back by a copy of it", async () => {
    const client = s3.client();
    const at = { Bucket: await versionedBucket(), Key: "key" };
    const old = await putVersion(client, at, "old");
    await putVersion(client, at, "new");
    const CopySource = `${at.Bucket}/key?versionId=${old}`;
    const copy = await client.send(new CopyObjectCommand({ ...at, CopySource }));
    expect(copy.CopySourceVersionId).toBe(old);
    expect(copy.VersionId).not.toBe(old);
    expect(await getText(client, at)).toBe("old");
  });

  it("that is suspended has one version more, which is replaced", async () => {
    const client = s3.client();
    const at = { Bucket: await s3.createBucket(), Key: "key" };
    await put(client, at, "of before");
    await setVersioning(at.Bucket, "Enabled");
    await soon(async () => expect((await client.send(new HeadObjectCommand(at))).VersionId).toBe("null"));
    const kept = await putVersion(client, at, "kept");
    expect(await getText(client, { ...at, VersionId: "null" })).toBe("of before");
    await setVersioning(at.Bucket, "Suspended");
    await soon(async () => expect(await putVersion(client, { ...at, Key: "other" }, "x")).toBe("null"));
    expect(await putVersion(client, at, "replaced")).toBe("null");
    await putVersion(client, at, "last");
    const { Versions } = await client.send(new ListObjectVersionsCommand({ Bucket: at.Bucket, Prefix: "key" }));
    expect(Versions?.map(({ VersionId }) => VersionId)).toEqual(["null", kept]);
    expect(await getText(client, at)).toBe("last");
  });

  it("has the versions of writers that come at once, each of them whole", async () => {
    const client = s3.client();
    const at = { Bucket: await versionedBucket(), Key: "key" };
    const bodies = Array.from({ length: 24 }, (_, index) => `body ${index} `.repeat(2000));
    const ids = await Promise.all(bodies.map((body) => putVersion(client, at, body)));
    const read = await Promise.all(ids.map((VersionId) => getText(client, { ...at, VersionId })));
    expect(read).toEqual(bodies);
    const { Versions } = await client.send(new ListObjectVersionsCommand({ Bucket: at.Bucket }));
    expect(Versions).toHaveLength(bodies.length);
    expect(Versions?.filter(({ IsLatest }) => IsLatest)).toHaveLength(1);
    expect(await getText(client, at)).toBe(bodies[ids.indexOf(Versions?.[0]?.VersionId ?? "")]);
  });
});
