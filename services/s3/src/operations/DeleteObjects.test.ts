import { refusal } from "@skylab/service/testing";
import { expect, it } from "vitest";
import { got, makeBucket, put } from "../testing/objects.ts";
import { useS3 } from "../testing/use-s3.ts";
import { DeleteObjects } from "./DeleteObjects.ts";

const test = useS3();

it("each key is deleted, or refused, for itself, and told in its order", async () => {
  const bucket = await makeBucket(test());
  const { ETag = "" } = await put(test(), bucket, { Key: "a", body: "a" });
  await put(test(), bucket, { Key: "b", body: "b" });
  const answer = await test().call(DeleteObjects, {
    Bucket: bucket.name,
    Delete: {
      Objects: [{ Key: "a", ETag }, { Key: "b", ETag }, { Key: "missing" }, { Key: "c", VersionId: "nonsense" }],
    },
  });
  expect(answer).toEqual({
    Deleted: [{ Key: "a" }, { Key: "missing" }],
    Errors: [
      {
        Key: "b",
        Code: "PreconditionFailed",
        Message: "At least one of the pre-conditions you specified did not hold",
      },
      { Key: "c", VersionId: "nonsense", Code: "InvalidArgument", Message: "Invalid version id specified" },
    ],
  });
  expect(await refusal(got(test(), bucket, { Key: "a" }))).toContain("NoSuchKey");
  expect((await got(test(), bucket, { Key: "b" })).toString()).toBe("b");
});

it("a thousand are deleted at once, quietly where it is asked, and not one more", async () => {
  const bucket = await makeBucket(test());
  const Objects = Array.from({ length: 1000 }, (_, index) => ({ Key: `key ${index}` }));
  await Promise.all(Objects.map(({ Key }) => put(test(), bucket, { Key, body: "" })));
  const tooMany = { Objects: [...Objects, { Key: "one more" }] };
  expect(await refusal(test().call(DeleteObjects, { Bucket: bucket.name, Delete: tooMany }))).toContain("MalformedXML");
  expect(await test().call(DeleteObjects, { Bucket: bucket.name, Delete: { Objects, Quiet: true } })).toEqual({});
  expect(await test().store.buckets.remove(bucket)).toBe(true);
});

it("markers are told with their ids, those that are put and those that are deleted", async () => {
  const bucket = await makeBucket(test(), { versioning: "Enabled" });
  await put(test(), bucket, { Key: "k", body: "k" });
  const remove = (version: { readonly VersionId?: string | undefined }) =>
    test().call(DeleteObjects, { Bucket: bucket.name, Delete: { Objects: [{ Key: "k", ...version }] } });
  const [put1] = (await remove({})).Deleted ?? [];
  expect(put1).toEqual({ Key: "k", DeleteMarker: true, DeleteMarkerVersionId: expect.any(String) });
  const VersionId = put1?.DeleteMarkerVersionId;
  expect(await remove({ VersionId })).toEqual({ Deleted: [{ ...put1, VersionId }] });
});
