import { describe, expect, it } from "vitest";
import { asAnyone, outcome } from "../testing/as-anyone.ts";
import { makeBucket, put } from "../testing/objects.ts";
import { useS3 } from "../testing/use-s3.ts";

const s3 = useS3();

const perform: ReturnType<typeof asAnyone> = (...request) => asAnyone(s3())(...request);

describe("an object's tags", () => {
  it("are put, told and deleted", async () => {
    const bucket = await makeBucket(s3());
    const input = { Bucket: bucket.name, Key: "k" };
    await put(s3(), bucket, { Key: "k", body: "x", Tagging: "a=b" });
    expect(await perform("GetObjectTagging", input)).toEqual({ TagSet: [{ Key: "a", Value: "b" }] });
    const TagSet = [
      { Key: "c", Value: "d" },
      { Key: "e", Value: "" },
    ];
    expect(await perform("PutObjectTagging", { ...input, Tagging: { TagSet } })).toEqual({});
    expect(await perform("GetObjectTagging", input)).toEqual({ TagSet });
    expect(await perform("DeleteObjectTagging", input)).toEqual({});
    expect(await perform("GetObjectTagging", input)).toEqual({ TagSet: [] });
  });

  it("are a version's own", async () => {
    const bucket = await makeBucket(s3(), { versioning: "Enabled" });
    const input = { Bucket: bucket.name, Key: "k" };
    const { VersionId: first } = await put(s3(), bucket, { Key: "k", body: "1" });
    const { VersionId: second } = await put(s3(), bucket, { Key: "k", body: "2", Tagging: "a=2" });
    const TagSet = [{ Key: "a", Value: "1" }];
    const changed = await perform("PutObjectTagging", { ...input, VersionId: first, Tagging: { TagSet } });
    expect(changed).toEqual({ VersionId: first });
    expect(await perform("GetObjectTagging", { ...input, VersionId: first })).toEqual({ VersionId: first, TagSet });
    expect(await perform("GetObjectTagging", input)).toEqual({
      VersionId: second,
      TagSet: [{ Key: "a", Value: "2" }],
    });
  });

  it("are refused where they are too many, or the object is not there", async () => {
    const bucket = await makeBucket(s3());
    await put(s3(), bucket, { Key: "k", body: "x" });
    const TagSet = Array.from({ length: 11 }, (_, number) => ({ Key: String(number), Value: "" }));
    const tagging = (Key: string, tags: typeof TagSet): Promise<string> =>
      outcome(perform("PutObjectTagging", { Bucket: bucket.name, Key, Tagging: { TagSet: tags } }));
    expect(await tagging("k", TagSet)).toBe("BadRequest: Object tags cannot be greater than 10");
    expect(await tagging("none", [])).toContain("NoSuchKey");
  });
});
