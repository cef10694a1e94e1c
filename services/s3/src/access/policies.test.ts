import { Readable } from "node:stream";
import { refusal, type TestCaller } from "@skylab/service/testing";
import { describe, expect, it } from "vitest";
import type { Bucket } from "../domain/bucket.ts";
import type { S3Operations } from "../operation.ts";
import { alice, asAnyone, nobody, outcome, OWNER, stranger, STRANGER } from "../testing/as-anyone.ts";
import { changeBucket, makeBucket, put } from "../testing/objects.ts";
import { useS3 } from "../testing/use-s3.ts";

const s3 = useS3();

const PLAIN = "AccessDenied: Access Denied";

const LETTING_IN = { Effect: "Allow", Principal: "*", Action: "s3:*" };

/** A bucket with an object, and this policy about its objects. */
async function guarded(...statements: readonly object[]): Promise<Bucket> {
  const bucket = await makeBucket(s3());
  await put(s3(), bucket, { Key: "k", body: "x", Tagging: "team=red" });
  if (statements.length === 0) return bucket;
  const Resource = [`arn:aws:s3:::${bucket.name}`, `arn:aws:s3:::${bucket.name}/*`];
  const Statement = statements.map((statement) => Object.assign({ ...LETTING_IN, Resource }, statement));
  return changeBucket(s3(), bucket, {
    configurations: { policy: JSON.stringify({ Version: "2012-10-17", Statement }) },
  });
}

/** Whether somebody may read an object: `allowed`, or what they are told. */
const head = ({ name: Bucket }: Bucket, by: TestCaller, Key = "k"): Promise<string> =>
  outcome(asAnyone(s3())("HeadObject", { Bucket, Key }, by));

describe("in its own account", () => {
  it("root may do everything without a policy, and a user what its policy says", async () => {
    const bucket = await guarded();
    expect(await head(bucket, {})).toBe("allowed");
    expect(await head(bucket, alice({ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }))).toBe("allowed");
    expect(await head(bucket, alice())).toBe(
      `AccessDenied: User: arn:aws:iam::${OWNER}:user/alice is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::${bucket.name}/k" because no identity-based policy allows the s3:GetObject action`,
    );
  });

  it("a bucket's policy lets a user in, and keeps root out", async () => {
    expect(await head(await guarded({ Action: "s3:GetObject" }), alice())).toBe("allowed");
    const bucket = await guarded({ Effect: "Deny", Action: "s3:GetObject" });
    expect(await head(bucket, {})).toBe(
      `AccessDenied: User: arn:aws:iam::${OWNER}:root is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::${bucket.name}/k" with an explicit deny in a resource-based policy`,
    );
  });

  it("root may always mend the policy, a user may not", async () => {
    const bucket = await guarded({ Effect: "Deny" });
    const perform = asAnyone(s3());
    const allowed = alice({ Effect: "Allow", Action: "*", Resource: "*" });
    expect(await refusal(perform("DeleteBucketPolicy", { Bucket: bucket.name }, allowed))).toContain("explicit deny");
    expect(await refusal(perform("ListObjectsV2", { Bucket: bucket.name }))).toContain("explicit deny");
    await perform("DeleteBucketPolicy", { Bucket: bucket.name });
    expect(await head(bucket, {})).toBe("allowed");
  });

  it("a listing of buckets names no resource where it is refused", async () => {
    expect(await refusal(asAnyone(s3())("ListBuckets", {}, alice()))).toBe(
      `AccessDenied: User: arn:aws:iam::${OWNER}:user/alice is not authorized to perform: s3:ListAllMyBuckets because no identity-based policy allows the s3:ListAllMyBuckets action`,
    );
  });
});

describe("strangers and nobody", () => {
  it("are refused without a word", async () => {
    const bucket = await guarded();
    expect(await head(bucket, stranger)).toBe(PLAIN);
    expect(await head(bucket, nobody)).toBe(PLAIN);
  });

  it("are let in by the bucket's policy", async () => {
    const bucket = await guarded({ Principal: { AWS: STRANGER } });
    expect(await head(bucket, stranger)).toBe("allowed");
    expect(await head(bucket, nobody)).toBe(PLAIN);
    expect(await head(await guarded({}), nobody)).toBe("allowed");
  });

  it("are told of a bucket that is not there", async () => {
    expect(await head({ ...(await makeBucket(s3())), name: "no-such-bucket" }, nobody)).toContain("NoSuchBucket");
  });

  it("may not look at a policy, even where it lets them in", async () => {
    const { name } = await guarded({ Principal: { AWS: STRANGER } });
    expect(await refusal(asAnyone(s3())("GetBucketPolicy", { Bucket: name }, stranger))).toBe(
      "MethodNotAllowed: The specified method is not allowed against this resource.",
    );
  });

  it("do not see the bucket in their own listing", async () => {
    const { name } = await guarded({});
    const { Buckets } = await asAnyone(s3())("ListBuckets", {}, stranger);
    expect(Buckets?.map((bucket) => bucket.Name)).not.toContain(name);
  });
});

describe("a key that is not there", () => {
  it("is told of to who may list the bucket, and not to others", async () => {
    const bucket = await guarded();
    const reading = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };
    expect(await head(bucket, alice(reading), "none")).toBe(
      `AccessDenied: User: arn:aws:iam::${OWNER}:user/alice is not authorized to perform: s3:ListBucket on resource: "arn:aws:s3:::${bucket.name}" because no identity-based policy allows the s3:ListBucket action`,
    );
    const listing = { Effect: "Allow", Action: "s3:ListBucket", Resource: "*" };
    expect(await head(bucket, alice(reading, listing), "none")).toContain("NoSuchKey");
    expect(await head(await guarded({ Action: "s3:GetObject" }), nobody, "none")).toBe(PLAIN);
  });
});

describe("many deletions", () => {
  it("are decided on one by one", async () => {
    const { name: Bucket } = await guarded();
    const Objects = [{ Key: "k" }, { Key: "kept" }];
    const only = alice({ Effect: "Allow", Action: "s3:DeleteObject", Resource: `arn:aws:s3:::${Bucket}/k` });
    const answer = await asAnyone(s3())("DeleteObjects", { Bucket, Delete: { Objects } }, only);
    expect(answer.Deleted).toEqual([{ Key: "k" }]);
    expect(answer.Errors).toMatchObject([{ Key: "kept", Code: "AccessDenied" }]);
    const none = await asAnyone(s3())("DeleteObjects", { Bucket, Delete: { Objects } }, nobody);
    expect(none.Errors).toMatchObject([{ Message: "Access Denied" }, { Message: "Access Denied" }]);
  });
});

const only = (operator: string, key: string, value: string): object => ({
  Condition: { [operator]: { [key]: value } },
});

describe("conditions", () => {
  it("see the tags of the object that is there", async () => {
    const key = "s3:ExistingObjectTag/team";
    expect(await head(await guarded(only("StringEquals", key, "red")), nobody)).toBe("allowed");
    expect(await head(await guarded(only("StringEquals", key, "blue")), nobody)).toBe(PLAIN);
  });

  it("see where a listing looks", async () => {
    const { name: Bucket } = await guarded(only("StringEquals", "s3:prefix", "public/"));
    const perform = asAnyone(s3());
    expect(await perform("ListObjectsV2", { Bucket, Prefix: "public/" }, nobody)).toMatchObject({ KeyCount: 0 });
    expect(await refusal(perform("ListObjectsV2", { Bucket, Prefix: "private/" }, nobody))).toBe(PLAIN);
    expect(await refusal(perform("ListObjectsV2", { Bucket }, nobody))).toBe(PLAIN);
  });

  it.each<[string, string, NonNullable<TestCaller["head"]>]>([
    ["s3:authType", "REST-HEADER", { headers: { authorization: "AWS4-HMAC-SHA256 …" } }],
    ["s3:authType", "REST-QUERY-STRING", { query: "X-Amz-Algorithm=AWS4-HMAC-SHA256" }],
    ["s3:signatureversion", "AWS", { headers: { authorization: "AWS key:signature" } }],
    ["aws:Referer", "http://example.org/*", { headers: { referer: "http://example.org/page" } }],
    ["s3:ResourceAccount", OWNER, { query: "" }],
  ])("see what a request says: %s is %s", async (key, value, shown) => {
    const bucket = await guarded(only("StringLike", key, value));
    expect(await head(bucket, { ...nobody, head: shown })).toBe("allowed");
    const denying = await guarded({}, { Effect: "Deny", ...only("StringLike", key, value) });
    expect(await head(denying, { ...nobody, head: shown })).toBe(PLAIN);
  });

  it.each<[string, string, Partial<S3Operations["PutObject"]["input"]>]>([
    ["s3:x-amz-acl", "private", { ACL: "private" }],
    ["s3:x-amz-storage-class", "STANDARD_IA", { StorageClass: "STANDARD_IA" }],
    ["s3:x-amz-server-side-encryption", "AES256", { ServerSideEncryption: "AES256" }],
    ["s3:if-none-match", "?", { IfNoneMatch: "*" }],
  ])("see what is put, wherever the request says it: %s is %s", async (key, value, input) => {
    const { name: Bucket } = await guarded({}, { Effect: "Deny", ...only("StringLike", key, value) });
    const putting = { Bucket, Key: "new", Body: Readable.from([]), ContentLength: 0 };
    expect(await outcome(asAnyone(s3())("PutObject", { ...putting, ...input }, nobody))).toBe(PLAIN);
    expect(await outcome(asAnyone(s3())("PutObject", putting, nobody))).toBe("allowed");
  });
});

it("governance is bypassed by leave, and what is not retained is deleted without", async () => {
  const bucket = await makeBucket(s3(), { objectLock: true, versioning: "Enabled" });
  const ObjectLockRetainUntilDate = new Date(s3().clock.now() + 60_000);
  const lock = { ObjectLockMode: "GOVERNANCE", ObjectLockRetainUntilDate } as const;
  const retained = await put(s3(), bucket, { Key: "k", body: "x", ...lock });
  const free = await put(s3(), bucket, { Key: "k", body: "x" });
  const deleting = (VersionId: string | undefined, ...actions: readonly string[]): Promise<string> => {
    const input = { Bucket: bucket.name, Key: "k", VersionId, BypassGovernanceRetention: true };
    const Action = ["s3:DeleteObjectVersion", ...actions];
    return outcome(asAnyone(s3())("DeleteObject", input, alice({ Effect: "Allow", Action, Resource: "*" })));
  };
  expect(await deleting(free.VersionId)).toBe("allowed");
  expect(await deleting(retained.VersionId)).toBe(
    "AccessDenied: Access Denied because object protected by object lock.",
  );
  expect(await deleting(retained.VersionId, "s3:BypassGovernanceRetention")).toBe("allowed");
});

it("how many tags an object has is told to those who may read them", async () => {
  const { name: Bucket } = await guarded();
  const countFor = async (...actions: readonly string[]): Promise<number | undefined> => {
    const by = alice({ Effect: "Allow", Action: actions, Resource: "*" });
    return (await asAnyone(s3())("HeadObject", { Bucket, Key: "k" }, by)).TagCount;
  };
  expect(await countFor("s3:GetObject", "s3:GetObjectTagging")).toBe(1);
  expect(await countFor("s3:GetObject")).toBeUndefined();
});

describe("where the requester pays", () => {
  it("strangers say that they will, nobody cannot, and the owner need not", async () => {
    const made = await guarded({});
    const bucket = await changeBucket(s3(), made, {
      configurations: { ...made.configurations, requestPayment: { Payer: "Requester" } },
    });
    const paying = { headers: { "x-amz-request-payer": "requester" } };
    expect(await head(bucket, {})).toBe("allowed");
    expect(await head(bucket, stranger)).toBe(PLAIN);
    expect(await head(bucket, { ...stranger, head: paying })).toBe("allowed");
    expect(await head(bucket, { ...nobody, head: paying })).toBe(PLAIN);
  });
});
