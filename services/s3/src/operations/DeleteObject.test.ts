import { refusal } from "@skylab/service/testing";
import { describe, expect, it } from "vitest";
import { changeBucket, got, makeBucket, put } from "../testing/objects.ts";
import { useS3 } from "../testing/use-s3.ts";
import { DeleteObject } from "./DeleteObject.ts";

const test = useS3();

describe("without versioning", () => {
  it("an object is gone, and deleting it again is no error", async () => {
    const bucket = await makeBucket(test());
    await put(test(), bucket, { Key: "k", body: "text" });
    for (let again = 0; again < 2; again++) {
      expect(await test().call(DeleteObject, { Bucket: bucket.name, Key: "k" })).toEqual({});
    }
    expect(await refusal(got(test(), bucket, { Key: "k" }))).toContain("NoSuchKey");
  });

  it("it is deleted as the null version, too, and there is no other", async () => {
    const bucket = await makeBucket(test());
    await put(test(), bucket, { Key: "k", body: "text" });
    const other = { Bucket: bucket.name, Key: "k", VersionId: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" };
    expect(await refusal(test().call(DeleteObject, other))).toContain("Invalid version id specified");
    await test().call(DeleteObject, { Bucket: bucket.name, Key: "k", VersionId: "null" });
    expect(await refusal(got(test(), bucket, { Key: "k" }))).toContain("NoSuchKey");
  });
});

describe("with versioning", () => {
  it("a marker hides the object, and the object is back when the marker is deleted", async () => {
    const bucket = await makeBucket(test(), { versioning: "Enabled" });
    await put(test(), bucket, { Key: "k", body: "text" });
    const marker = await test().call(DeleteObject, { Bucket: bucket.name, Key: "k" });
    expect(marker).toEqual({ DeleteMarker: true, VersionId: expect.any(String) });
    const { VersionId } = marker;
    expect(await refusal(got(test(), bucket, { Key: "k" }))).toContain("NoSuchKey");
    const gone = await test().call(DeleteObject, { Bucket: bucket.name, Key: "k", VersionId });
    expect(gone).toEqual(marker);
    expect((await got(test(), bucket, { Key: "k" })).toString()).toBe("text");
  });

  it("where the current version is deleted, the newest of the others is current", async () => {
    const bucket = await makeBucket(test(), { versioning: "Enabled" });
    const versions = [];
    for (const body of ["1", "2", "3"]) versions.push(await put(test(), bucket, { Key: "k", body }));
    const [, second, third] = versions.map(({ VersionId }) => VersionId);
    await test().call(DeleteObject, { Bucket: bucket.name, Key: "k", VersionId: third });
    expect((await got(test(), bucket, { Key: "k" })).toString()).toBe("2");
    await test().call(DeleteObject, { Bucket: bucket.name, Key: "k", VersionId: second });
    expect((await got(test(), bucket, { Key: "k" })).toString()).toBe("1");
  });

  it("where an older version is deleted, the current one stays", async () => {
    const bucket = await makeBucket(test(), { versioning: "Enabled" });
    const { VersionId } = await put(test(), bucket, { Key: "k", body: "1" });
    await put(test(), bucket, { Key: "k", body: "2" });
    await test().call(DeleteObject, { Bucket: bucket.name, Key: "k", VersionId });
    expect((await got(test(), bucket, { Key: "k" })).toString()).toBe("2");
    expect(await refusal(got(test(), bucket, { Key: "k", VersionId }))).toContain("NoSuchVersion");
  });
});

describe("with versioning suspended", () => {
  it("the null version is replaced, by an object and by a marker, and the others stay", async () => {
    const bucket = await makeBucket(test(), { versioning: "Enabled" });
    const { VersionId } = await put(test(), bucket, { Key: "k", body: "versioned" });
    const suspended = await changeBucket(test(), bucket, { versioning: "Suspended" });
    for (const body of ["null 1", "null 2"]) {
      expect(await put(test(), suspended, { Key: "k", body })).toMatchObject({ VersionId: "null" });
      expect((await got(test(), bucket, { Key: "k", VersionId: "null" })).toString()).toBe(body);
    }
    const marker = await test().call(DeleteObject, { Bucket: bucket.name, Key: "k" });
    expect(marker).toEqual({ DeleteMarker: true, VersionId: "null" });
    expect(await refusal(got(test(), bucket, { Key: "k", VersionId: "null" }))).toContain("MethodNotAllowed");
    await test().call(DeleteObject, { Bucket: bucket.name, Key: "k", VersionId: "null" });
    expect((await got(test(), bucket, { Key: "k" })).toString()).toBe("versioned");
    expect((await got(test(), bucket, { Key: "k", VersionId })).toString()).toBe("versioned");
  });

  it("a null version among the older ones is replaced, too", async () => {
    const bucket = await makeBucket(test());
    await put(test(), bucket, { Key: "k", body: "null 1" });
    await changeBucket(test(), bucket, { versioning: "Enabled" });
    await put(test(), bucket, { Key: "k", body: "versioned" });
    await changeBucket(test(), bucket, { versioning: "Suspended" });
    await put(test(), bucket, { Key: "k", body: "null 2" });
    await test().call(DeleteObject, { Bucket: bucket.name, Key: "k", VersionId: "null" });
    expect((await got(test(), bucket, { Key: "k" })).toString()).toBe("versioned");
    expect(await refusal(got(test(), bucket, { Key: "k", VersionId: "null" }))).toContain("NoSuchVersion");
  });
});

describe("conditions", () => {
  it("only the object that is meant is deleted", async () => {
    const bucket = await makeBucket(test());
    const { ETag = "" } = await put(test(), bucket, { Key: "k", body: "text" });
    const remove = (IfMatch: string, Key = "k"): Promise<unknown> =>
      test().call(DeleteObject, { Bucket: bucket.name, Key, IfMatch });
    expect(await refusal(remove('"other"'))).toContain("PreconditionFailed");
    expect(await refusal(remove("*", "missing"))).toContain("NoSuchKey");
    await remove(ETag);
    expect(await refusal(remove(ETag))).toContain("NoSuchKey");
  });

  it("MFA delete is refused", async () => {
    const bucket = await makeBucket(test());
    await expect(
      test().call(DeleteObject, { Bucket: bucket.name, Key: "k", MFA: "serial 123456" }),
    ).rejects.toMatchObject({ code: "NotImplemented", members: { Header: "x-amz-mfa" } });
  });
});
