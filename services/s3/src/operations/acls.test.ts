import type { Grant, ObjectOwnership, Permission } from "@aws-sdk/client-s3";
import { AwsError } from "@skylab/aws";
import { describe, expect, it } from "vitest";
import type { Bucket } from "../domain/bucket.ts";
import { canonicalId } from "../domain/canonical-id.ts";
import { alice, asAnyone, nobody, outcome, OWNER, stranger, STRANGER } from "../testing/as-anyone.ts";
import { changeBucket, makeBucket, put } from "../testing/objects.ts";
import { useS3 } from "../testing/use-s3.ts";

const s3 = useS3();

const perform: ReturnType<typeof asAnyone> = (...request) => asAnyone(s3())(...request);

const ALL_USERS = "http://acs.amazonaws.com/groups/global/AllUsers";

const toUser = (account: string, permission: Permission) => ({
  Grantee: { Type: "CanonicalUser" as const, ID: canonicalId(account) },
  Permission: permission,
});

const toGroup = (URI: string, permission: Permission): Grant => ({
  Grantee: { Type: "Group", URI },
  Permission: permission,
});

const ownedBy = (ObjectOwnership: ObjectOwnership): Bucket["configurations"] => ({
  ownership: { Rules: [{ ObjectOwnership }] },
});

const withAcls = (ownership: ObjectOwnership = "ObjectWriter"): Promise<Bucket> =>
  makeBucket(s3(), { configurations: ownedBy(ownership) });

/** The error as AWS's recordings have it: code, words, and which argument. */
async function told(asked: Promise<unknown>): Promise<unknown> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof AwsError) return [error.code, error.message, ...Object.values(error.members)];
    throw error;
  }
}

describe("an ACL", () => {
  it("gives all to the owner where none was put", async () => {
    const { name: Bucket } = await withAcls();
    const expected = { Owner: { ID: canonicalId(OWNER) }, Grants: [toUser(OWNER, "FULL_CONTROL")] };
    expect(await perform("GetBucketAcl", { Bucket })).toEqual(expected);
    await put(s3(), { ...(await withAcls()), name: Bucket }, { Key: "k", body: "x" });
    expect(await perform("GetObjectAcl", { Bucket, Key: "k" })).toEqual(expected);
  });

  it.each([
    ["public-read", [toGroup(ALL_USERS, "READ")]],
    ["public-read-write", [toGroup(ALL_USERS, "READ"), toGroup(ALL_USERS, "WRITE")]],
    ["authenticated-read", [toGroup("http://acs.amazonaws.com/groups/global/AuthenticatedUsers", "READ")]],
    ["private", []],
  ] as const)("may be put by one word: %s", async (ACL, grants) => {
    const { name: Bucket } = await withAcls();
    await perform("PutBucketAcl", { Bucket, ACL });
    const { Grants } = await perform("GetBucketAcl", { Bucket });
    expect(Grants).toEqual([toUser(OWNER, "FULL_CONTROL"), ...grants]);
  });

  it("may be put by headers, and then grants no more than they say", async () => {
    const { name: Bucket } = await withAcls();
    const GrantRead = `uri="${ALL_USERS}", id="${canonicalId(STRANGER)}"`;
    await perform("PutBucketAcl", { Bucket, GrantRead, GrantFullControl: `id=${canonicalId(OWNER)}` });
    const { Grants } = await perform("GetBucketAcl", { Bucket });
    expect(Grants).toEqual([toUser(OWNER, "FULL_CONTROL"), toGroup(ALL_USERS, "READ"), toUser(STRANGER, "READ")]);
  });

  it("may be put as a document", async () => {
    const { name: Bucket } = await withAcls();
    const Grants = [toUser(STRANGER, "READ_ACP")];
    await perform("PutBucketAcl", { Bucket, AccessControlPolicy: { Owner: { ID: canonicalId(OWNER) }, Grants } });
    expect((await perform("GetBucketAcl", { Bucket })).Grants).toEqual(Grants);
  });

  it.each([
    [{}, ["MissingSecurityHeader", "Your request was missing a required header", "x-amz-acl"]],
    [
      { ACL: "private", GrantRead: `uri=${ALL_USERS}` },
      ["InvalidRequest", "Specifying both Canned ACLs and Header Grants is not allowed"],
    ],
    [{ GrantRead: "uri=http://example.org" }, ["InvalidArgument", "Invalid group uri", "uri", "http://example.org"]],
    [{ GrantWrite: 'id="nobody"' }, ["InvalidArgument", "Invalid id", "id", "nobody"]],
    [{ GrantWrite: "name=me" }, ["InvalidArgument", "Argument format not recognized", "x-amz-grant-write", "name=me"]],
    [
      { GrantRead: "emailAddress=a@example.org" },
      ["UnresolvableGrantByEmailAddress", "The e-mail address you provided does not match any account on record."],
    ],
    [
      { AccessControlPolicy: { Grants: [] } },
      [
        "MalformedACLError",
        "The XML you provided was not well-formed or did not validate against our published schema",
      ],
    ],
    [
      { AccessControlPolicy: { Owner: { ID: "me" }, Grants: [] } },
      ["InvalidArgument", "Invalid id", "CanonicalUser/ID", "me"],
    ],
    [
      { ACL: "private", AccessControlPolicy: { Owner: { ID: canonicalId(OWNER) }, Grants: [] } },
      ["UnexpectedContent", "This request does not support content"],
    ],
    [{ AccessControlPolicy: { Owner: { ID: canonicalId(STRANGER) }, Grants: [] } }, ["AccessDenied", "Access Denied"]],
  ] as const)("is refused where it is none: %j", async (acl, words) => {
    const { name: Bucket } = await withAcls();
    // as: what is read-only here is not there.
    expect(await told(perform("PutBucketAcl", { Bucket, ...acl } as never))).toEqual(words);
  });
});

describe("a bucket's ACL", () => {
  it("lets everybody list, and writers write", async () => {
    const { name: Bucket } = await withAcls();
    expect(await outcome(perform("ListObjectsV2", { Bucket }, nobody))).toContain("AccessDenied");
    await perform("PutBucketAcl", { Bucket, ACL: "public-read" });
    expect(await outcome(perform("ListObjectsV2", { Bucket }, nobody))).toBe("allowed");
    const upload = { Bucket, Key: "k" };
    expect(await outcome(perform("CreateMultipartUpload", upload, stranger))).toContain("AccessDenied");
    await perform("PutBucketAcl", { Bucket, ACL: "public-read-write" });
    expect(await outcome(perform("CreateMultipartUpload", upload, stranger))).toBe("allowed");
    expect(await outcome(perform("PutBucketAcl", { Bucket, ACL: "private" }, stranger))).toContain("AccessDenied");
  });

  it("lets those who sign in, and nobody else", async () => {
    const { name: Bucket } = await withAcls();
    await perform("PutBucketAcl", { Bucket, ACL: "authenticated-read" });
    expect(await outcome(perform("ListObjectsV2", { Bucket }, stranger))).toBe("allowed");
    expect(await outcome(perform("ListObjectsV2", { Bucket }, nobody))).toContain("AccessDenied");
  });

  it("lets an account in, whose users need leave of their own", async () => {
    const { name: Bucket } = await withAcls();
    await perform("PutBucketAcl", { Bucket, GrantRead: `id=${canonicalId(STRANGER)}` });
    const bob = { as: { account: STRANGER, arn: `arn:aws:iam::${STRANGER}:user/bob`, id: "AIDABOB" } };
    const statements = [{ Effect: "Allow", Action: "s3:ListBucket", Resource: "*" }];
    expect(await outcome(perform("ListObjectsV2", { Bucket }, stranger))).toBe("allowed");
    expect(await outcome(perform("ListObjectsV2", { Bucket }, bob))).toContain("AccessDenied");
    expect(await outcome(perform("ListObjectsV2", { Bucket }, { ...bob, statements }))).toBe("allowed");
  });

  it("yields to a policy that denies", async () => {
    const bucket = await withAcls();
    await perform("PutBucketAcl", { Bucket: bucket.name, ACL: "public-read" });
    const Resource = `arn:aws:s3:::${bucket.name}`;
    const Statement = [{ Effect: "Deny", Principal: "*", Action: "s3:ListBucket", Resource }];
    await perform("PutBucketPolicy", { Bucket: bucket.name, Policy: JSON.stringify({ Statement }) });
    expect(await outcome(perform("ListObjectsV2", { Bucket: bucket.name }, nobody))).toContain("AccessDenied");
  });
});

describe("an object's ACL", () => {
  it("lets everybody read that object and no other", async () => {
    const bucket = await withAcls();
    await put(s3(), bucket, { Key: "open", body: "x", ACL: "public-read" });
    await put(s3(), bucket, { Key: "shut", body: "x" });
    const head = (Key: string, by = nobody): Promise<string> =>
      outcome(perform("HeadObject", { Bucket: bucket.name, Key }, by));
    expect(await head("open")).toBe("allowed");
    expect(await head("shut")).toContain("AccessDenied");
    expect(await head("shut", alice())).toContain("AccessDenied");
    await perform("PutObjectAcl", { Bucket: bucket.name, Key: "shut", ACL: "public-read" });
    expect(await head("shut")).toBe("allowed");
    expect(await head("none")).toContain("AccessDenied");
    await perform("PutBucketAcl", { Bucket: bucket.name, ACL: "public-read" });
    expect(await head("none")).toContain("NoSuchKey");
  });

  it("is not copied with the object", async () => {
    const { name: Bucket } = await makeBucket(s3(), { configurations: ownedBy("ObjectWriter") });
    await put(s3(), { ...(await withAcls()), name: Bucket }, { Key: "open", body: "x", ACL: "public-read" });
    await perform("CopyObject", { Bucket, Key: "copy", CopySource: `${Bucket}/open` });
    expect(await outcome(perform("HeadObject", { Bucket, Key: "copy" }, nobody))).toContain("AccessDenied");
  });

  it("counts for nothing any more when the bucket's owner owns everything", async () => {
    const bucket = await withAcls();
    await put(s3(), bucket, { Key: "open", body: "x", ACL: "public-read" });
    await changeBucket(s3(), bucket, { configurations: ownedBy("BucketOwnerEnforced") });
    expect(await outcome(perform("HeadObject", { Bucket: bucket.name, Key: "open" }, nobody))).toContain(
      "AccessDenied",
    );
    const { Grants } = await perform("GetObjectAcl", { Bucket: bucket.name, Key: "open" });
    expect(Grants).toEqual([toUser(OWNER, "FULL_CONTROL")]);
  });
});

const putBy = async (bucket: Bucket, ACL?: "bucket-owner-full-control" | "public-read"): Promise<string> => {
  const asked = put({ ...s3(), call: (run, input) => s3().call(run, input, { account: STRANGER }) }, bucket, {
    Key: "k",
    body: "x",
    ...(ACL && { ACL }),
  });
  return outcome(asked);
};

const ownerOf = async ({ name: Bucket }: Bucket): Promise<string | undefined> => {
  const { Owner } = await perform("GetObjectAcl", { Bucket, Key: "k" }, stranger);
  return Owner?.ID;
};

describe("who owns an object that a stranger puts", () => {
  it("is the stranger, where writers own; the bucket's owner may delete it, and not read it", async () => {
    const bucket = await withAcls("ObjectWriter");
    const object = { Bucket: bucket.name, Key: "k" };
    await putBy(bucket);
    expect(await ownerOf(bucket)).toBe(canonicalId(STRANGER));
    expect(await outcome(perform("HeadObject", object))).toContain("AccessDenied");
    await putBy(bucket, "bucket-owner-full-control");
    expect(await ownerOf(bucket)).toBe(canonicalId(STRANGER));
    expect(await outcome(perform("HeadObject", object))).toBe("allowed");
    await putBy(bucket);
    expect(await outcome(perform("DeleteObject", object))).toBe("allowed");
  });

  it("is the bucket's owner where it is preferred and given everything", async () => {
    const bucket = await withAcls("BucketOwnerPreferred");
    await putBy(bucket);
    expect(await ownerOf(bucket)).toBe(canonicalId(STRANGER));
    await putBy(bucket, "bucket-owner-full-control");
    expect((await perform("GetObjectAcl", { Bucket: bucket.name, Key: "k" })).Owner?.ID).toBe(canonicalId(OWNER));
  });

  it("is the bucket's owner where ACLs do not count, and none that grants to others is taken", async () => {
    const bucket = await withAcls("BucketOwnerEnforced");
    expect(await putBy(bucket, "public-read")).toBe("AccessControlListNotSupported: The bucket does not allow ACLs");
    expect(await putBy(bucket, "bucket-owner-full-control")).toBe("allowed");
    expect((await perform("GetObjectAcl", { Bucket: bucket.name, Key: "k" })).Owner?.ID).toBe(canonicalId(OWNER));
    expect(await outcome(perform("PutBucketAcl", { Bucket: bucket.name, ACL: "private" }))).toContain(
      "AccessControlListNotSupported",
    );
  });
});

it("a bucket is made with an ACL where its objects' owners may have some", async () => {
  const Bucket = "made-with-an-acl";
  expect(await outcome(perform("CreateBucket", { Bucket, ACL: "public-read" }))).toContain(
    "InvalidBucketAclWithObjectOwnership",
  );
  const GrantRead = `id=${canonicalId(STRANGER)}`;
  await perform("CreateBucket", { Bucket, GrantRead, ObjectOwnership: "ObjectWriter" });
  expect((await perform("GetBucketAcl", { Bucket })).Grants).toEqual([toUser(STRANGER, "READ")]);
});
