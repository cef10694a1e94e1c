import { BlobIsMissing } from "@skylab/objects";
import { testCall } from "@skylab/service/testing";
import { describe, expect, it } from "vitest";
import { BLOBS_SPACE, contentsOf, GARBAGE_SPACE, PARTS_SPACE } from "../store/spaces.ts";
import { openStore } from "../store/store.ts";
import { partRows } from "../store/upload-rows.ts";
import { got, makeBucket, put } from "../testing/objects.ts";
import { interposed } from "../testing/interposed.ts";
import { useS3 } from "../testing/use-s3.ts";
import { AbortMultipartUpload } from "./AbortMultipartUpload.ts";
import { CompleteMultipartUpload } from "./CompleteMultipartUpload.ts";
import { DeleteBucket } from "./DeleteBucket.ts";
import { GetObject } from "./GetObject.ts";
import { HeadObject } from "./HeadObject.ts";
import { ListObjectVersions } from "./ListObjectVersions.ts";
import { ListParts } from "./ListParts.ts";
import { beginUpload, FIVE_MIB, md5, MIB, refused } from "../testing/uploads.ts";

const test = useS3();

describe("an upload in parts", () => {
  it("becomes an object of them, by numbers and not by the order in which they came", async () => {
    const bucket = await makeBucket(test());
    const upload = await beginUpload(test(), bucket, {
      Key: "a/b c",
      ContentType: "text/plain",
      Metadata: { one: "1" },
    });
    const second = await upload.part(7, "end");
    const first = await upload.part(2, FIVE_MIB);
    const done = await upload.complete([first, second]);
    const etag = `"${md5(Buffer.concat([md5(FIVE_MIB), md5("end")])).toString("hex")}-2"`;
    expect(done).toMatchObject({ Bucket: bucket.name, Key: "a/b c", ETag: etag, ChecksumType: "FULL_OBJECT" });
    expect(done.Location).toMatch(new RegExp(`^https?://[^/]+/${bucket.name}/a/b%20c$`));
    const whole = await got(test(), bucket, { Key: "a/b c" });
    expect(whole.equals(Buffer.concat([FIVE_MIB, Buffer.from("end")]))).toBe(true);
    const head = await test().call(HeadObject, { Bucket: bucket.name, Key: "a/b c", PartNumber: 2 });
    expect(head).toMatchObject({ ContentLength: 3, PartsCount: 2, ContentType: "text/plain", Metadata: { one: "1" } });
    const range = await got(test(), bucket, { Key: "a/b c", Range: `bytes=${5 * MIB - 2}-${5 * MIB + 1}` });
    expect(range.toString()).toBe("aaen");
    await expect(test().call(ListParts, upload.at)).rejects.toMatchObject({ code: "NoSuchUpload" });
  });

  it("is completed again by who did not hear the answer", async () => {
    const bucket = await makeBucket(test(), { versioning: "Enabled" });
    const upload = await beginUpload(test(), bucket, { Key: "k" });
    const part = await upload.part(1, "x");
    const first = await upload.complete([part]);
    expect(first.VersionId).toMatch(/^.{32}$/);
    expect(await upload.complete([part])).toEqual(first);
    const { Versions = [] } = await test().call(ListObjectVersions, { Bucket: bucket.name });
    expect(Versions).toHaveLength(1);
  });

  it("takes the last that was uploaded of parts with one number, and forgets those that are not listed", async () => {
    const bucket = await makeBucket(test());
    const upload = await beginUpload(test(), bucket, { Key: "k" });
    const early = await upload.part(1, "early");
    await upload.part(2, "never listed");
    const late = await upload.part(1, "late");
    expect(await refused(upload.complete([early]))).toMatchObject({
      code: "InvalidPart",
      members: { PartNumber: 1, ETag: md5("early").toString("hex"), UploadId: upload.at.UploadId },
    });
    await upload.complete([late]);
    expect((await got(test(), bucket, { Key: "k" })).toString()).toBe("late");
  });

  it("is aborted with all of its parts, once", async () => {
    const bucket = await makeBucket(test());
    const upload = await beginUpload(test(), bucket, { Key: "k" });
    await upload.part(1, "x");
    await test().call(AbortMultipartUpload, upload.at);
    for (const again of [
      () => test().call(AbortMultipartUpload, upload.at),
      () => upload.part(2, "y"),
      () => upload.complete([{ PartNumber: 1, ETag: "e" }]),
      () => test().call(ListParts, upload.at),
    ]) {
      expect(await refused(again())).toMatchObject({ code: "NoSuchUpload", members: { UploadId: upload.at.UploadId } });
    }
  });

  it("does not keep its bucket from being deleted", async () => {
    const bucket = await makeBucket(test());
    const upload = await beginUpload(test(), bucket, { Key: "k" });
    await test().call(DeleteBucket, { Bucket: bucket.name });
    await expect(upload.part(1, "x")).rejects.toMatchObject({ code: "NoSuchBucket" });
  });

  it("gives way, or not, to what is there by the conditions of its completion", async () => {
    const bucket = await makeBucket(test());
    const upload = await beginUpload(test(), bucket, { Key: "k" });
    const part = await upload.part(1, "x");
    await put(test(), bucket, { Key: "k", body: "first" });
    await expect(upload.complete([part], { IfNoneMatch: "*" })).rejects.toMatchObject({ code: "PreconditionFailed" });
    await upload.complete([part], { IfMatch: `"${md5("first").toString("hex")}"` });
    expect((await got(test(), bucket, { Key: "k" })).toString()).toBe("x");
  });

  it("is completed by one of two who do it at the same time, and both hear of one object", async () => {
    const bucket = await makeBucket(test(), { versioning: "Enabled" });
    const upload = await beginUpload(test(), bucket, { Key: "k" });
    const part = await upload.part(1, "x");
    const [one, other] = await Promise.all([upload.complete([part]), upload.complete([part])]);
    expect(one.VersionId).toBe(other.VersionId);
  });

  it("never has a part that was replaced while it was completed", async () => {
    const bucket = await makeBucket(test());
    for (let round = 0; round < 10; round += 1) {
      const Key = `k${round}`;
      const upload = await beginUpload(test(), bucket, { Key });
      const part = await upload.part(1, "first");
      await Promise.allSettled([upload.complete([part]), upload.part(1, "second")]);
      const there = await test()
        .call(GetObject, { Bucket: bucket.name, Key })
        .catch(() => undefined);
      if (there) expect((await got(test(), bucket, { Key })).toString()).toBe("first");
    }
  });
});

describe("what is refused of parts", () => {
  it.each([[0], [10_001], [-1]])("the number %d", async (PartNumber) => {
    const upload = await beginUpload(test(), await makeBucket(test()), { Key: "k" });
    expect(await refused(upload.part(PartNumber, "x"))).toMatchObject({
      code: "InvalidArgument",
      message: "Part number must be an integer between 1 and 10000, inclusive",
      members: { ArgumentName: "partNumber", ArgumentValue: String(PartNumber) },
    });
  });

  it("another order, none at all, and small ones before the last", async () => {
    const upload = await beginUpload(test(), await makeBucket(test()), { Key: "k" });
    const [first, second] = [await upload.part(1, "x"), await upload.part(2, "y")];
    expect(await refused(upload.complete([second, first]))).toMatchObject({ code: "InvalidPartOrder" });
    expect(await refused(upload.complete([]))).toMatchObject({ code: "MalformedXML" });
    expect(await refused(test().call(CompleteMultipartUpload, upload.at))).toMatchObject({
      code: "InvalidRequest",
      message: "You must specify at least one part",
    });
    expect(await refused(upload.complete([first, second]))).toMatchObject({
      code: "EntityTooSmall",
      members: { ProposedSize: 1, MinSizeAllowed: 5_242_880, PartNumber: 1, ETag: md5("x").toString("hex") },
    });
  });

  it("one that is listed without its number or its ETag", async () => {
    const upload = await beginUpload(test(), await makeBucket(test()), { Key: "k" });
    const { ETag } = await upload.part(1, "x");
    for (const part of [{ ETag }, { PartNumber: 1 }]) {
      const MultipartUpload = { Parts: [part] };
      const completing = test().call(CompleteMultipartUpload, { ...upload.at, MultipartUpload });
      expect(await refused(completing)).toMatchObject({ code: "MalformedXML" });
    }
  });

  it("another size of the object than was announced", async () => {
    const upload = await beginUpload(test(), await makeBucket(test()), { Key: "k" });
    const part = await upload.part(1, "four");
    expect(await refused(upload.complete([part], { MpuObjectSize: 5 }))).toMatchObject({
      code: "InvalidRequest",
      message: "The provided 'x-amz-mp-object-size' header value 5 does not match what was computed: 4",
    });
    await upload.complete([part], { MpuObjectSize: 4 });
  });
});

const MINUTE_MS = 60_000;

const collect = (after: number): Promise<void> =>
  test().store.bodies.collect({ now: Date.now() + after, signal: new AbortController().signal });

it.each(["complete", "abort"])(
  "a part that comes while its upload ends, by %s, leaves nothing behind, where who ends it dies, too",
  async (how) => {
    const { blobs, records: stored } = test().engines;
    const bucket = await makeBucket(test());
    const upload = await beginUpload(test(), bucket, { Key: "k" });
    const one = await upload.part(1, "one");
    let looks = 0;
    // Once the parts were looked through. It does not live to look again.
    const records = interposed(stored, PARTS_SPACE, async () => {
      looks += 1;
      if (looks > 1) throw new Error("killed");
      await upload.part(2, "late");
    });
    const store = openStore({ ...test().engines, records });
    const call = testCall({ clock: test().clock });
    if (how === "abort") await AbortMultipartUpload(upload.at, call, store);
    else await CompleteMultipartUpload({ ...upload.at, MultipartUpload: { Parts: [one] } }, call, store);
    const contents = stored.partition(contentsOf(bucket));
    const [row] = await contents.range(PARTS_SPACE, { limit: 2 });
    if (row === undefined) throw new Error("No part has come late");
    const { body } = partRows.decode(row.value);
    await collect(2 * MINUTE_MS);
    expect(await contents.count(PARTS_SPACE)).toBe(0);
    await collect(4 * MINUTE_MS);
    expect(await contents.count(BLOBS_SPACE)).toBe(how === "abort" ? 0 : 1);
    expect(await contents.count(GARBAGE_SPACE)).toBe(0);
    await expect(blobs.get("id" in body ? body.id : "")).rejects.toThrow(BlobIsMissing);
  },
);
