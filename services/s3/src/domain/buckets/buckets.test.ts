import type { Grantee, ObjectOwnership } from "@aws-sdk/client-s3";
import { describe, expect, it } from "vitest";
import { codeOf, refusalOf } from "../../testing/refusals.ts";
import { checkOwnership } from "../bucket-configuration/ownership.ts";
import { canonicalId } from "../canonical-id.ts";
import { checkBucketName, checkRegionalName } from "./bucket-name.ts";
import { readBucketListing } from "./bucket-listing.ts";
import { continuationToken, readContinuationToken } from "./continuation-token.ts";
import { regionOfNewBucket } from "./location.ts";
import { newBucket } from "./new-bucket.ts";

describe("a bucket's name", () => {
  it.each(["abc", "a-b.c-d", "1.2.3", "a".repeat(63), "my-bucket-123", "0--0"])("may be %s", (name) => {
    expect(() => checkBucketName(name)).not.toThrow();
  });

  it.each([
    "ab",
    "a".repeat(64),
    "Upper",
    "under_score",
    "-a-b",
    "a-b-",
    "a..b",
    "a.-b",
    ".abc",
    "abc.",
    "192.168.5.4",
    "xn--bucket",
    "sthree-bucket",
    "amzn-s3-demo-bucket",
    "bucket-s3alias",
    "bucket--ol-s3",
    "bucket.mrap",
    "bucket--use1-az4--x-s3",
    "bucket--table-s3",
    "bücket",
    "a b c",
    "abc\n",
  ])("may not be %s", (name) => {
    expect(codeOf(() => checkBucketName(name))).toBe("InvalidBucketName");
  });
});

it("a bucket of an account's regional namespace tells account and region, and then how it ends", () => {
  const place = { account: "111122223333", region: "us-west-2" };
  expect(() => checkRegionalName("logs-111122223333-us-west-2-an", place)).not.toThrow();
  for (const name of ["logs", "logs-111122223333-us-east-1-an", "-111122223333-us-west-2-an"]) {
    expect(codeOf(() => checkRegionalName(name, place))).toBe("InvalidBucketName");
  }
});

describe("the region of a new bucket", () => {
  it.each([
    [undefined, "us-east-1", "us-east-1"],
    ["", "us-east-1", "us-east-1"],
    ["eu-central-1", "us-east-1", "eu-central-1"],
    ["EU", "us-east-1", "eu-west-1"],
    ["EU", "eu-west-1", "eu-west-1"],
    ["eu-west-1", "eu-west-1", "eu-west-1"],
  ])("is, by the constraint %s at the endpoint of %s, %s", (constraint, endpoint, region) => {
    expect(regionOfNewBucket(constraint, endpoint)).toBe(region);
  });

  it.each([
    ["us-east-1", "us-east-1", "InvalidLocationConstraint: The specified location-constraint is not valid"],
    ["bar", "us-east-1", "InvalidLocationConstraint: The specified location-constraint is not valid"],
    [
      undefined,
      "eu-central-1",
      "IllegalLocationConstraintException: The unspecified location constraint is incompatible for the region specific endpoint this request was sent to.",
    ],
    [
      "bar",
      "eu-central-1",
      "IllegalLocationConstraintException: The bar location constraint is incompatible for the region specific endpoint this request was sent to.",
    ],
    [
      "eu-west-1",
      "eu-central-1",
      "IllegalLocationConstraintException: The eu-west-1 location constraint is incompatible for the region specific endpoint this request was sent to.",
    ],
    [
      "EU",
      "eu-central-1",
      "IllegalLocationConstraintException: The EU location constraint is incompatible for the region specific endpoint this request was sent to.",
    ],
  ])("cannot be told by the constraint %s at the endpoint of %s", (constraint, endpoint, told) => {
    expect(refusalOf(() => regionOfNewBucket(constraint, endpoint))).toBe(told);
  });
});

describe("the ACL of a new bucket", () => {
  const account = "111122223333";
  const make = (ObjectOwnership: ObjectOwnership, ...grantees: readonly Grantee[]) =>
    newBucket(
      { Bucket: "made-with-an-acl", ObjectOwnership },
      {
        place: { account, region: "us-east-1" },
        id: "id",
        now: 0,
        acl: {
          owner: canonicalId(account),
          grants: grantees.map((grantee) => ({ Grantee: grantee, Permission: "READ" })),
        },
      },
    );
  const owner: Grantee = { Type: "CanonicalUser", ID: canonicalId(account) };
  const other: Grantee = { Type: "CanonicalUser", ID: canonicalId("444455556666") };
  const everybody: Grantee = { Type: "Group", URI: "http://acs.amazonaws.com/groups/global/AllUsers" };

  it("may give to others where ACLs count, and to its owner anyway", () => {
    expect(make("ObjectWriter", owner, other).configurations.acl?.grants).toHaveLength(2);
    expect(make("BucketOwnerEnforced", owner).configurations.acl?.grants).toHaveLength(1);
  });

  it("gives nothing to others where the owner has everything, and nothing to everybody", () => {
    expect(refusalOf(() => make("BucketOwnerEnforced", owner, other))).toBe(
      "InvalidBucketAclWithObjectOwnership: Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting",
    );
    expect(refusalOf(() => make("ObjectWriter", everybody))).toBe(
      "InvalidBucketAclWithBlockPublicAccessError: Bucket cannot have public ACLs set with BlockPublicAccess enabled",
    );
  });

  it("keeps the owner from having everything while it gives to others", () => {
    const bucket = make("ObjectWriter", other);
    const enforced = { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" as const }] };
    expect(codeOf(() => checkOwnership(enforced, bucket))).toBe("InvalidBucketAclWithObjectOwnership");
    expect(() => checkOwnership(enforced, make("ObjectWriter", owner))).not.toThrow();
  });
});

describe("a listing of buckets", () => {
  it("goes on after the name that its token holds", () => {
    const token = continuationToken("my-bucket");
    expect(token).not.toContain("my-bucket");
    expect(readBucketListing({ ContinuationToken: token, MaxBuckets: 5, Prefix: "my-" })).toEqual({
      after: "my-bucket",
      limit: 5,
      prefix: "my-",
      region: undefined,
      tellsRegions: true,
    });
    expect(readBucketListing({})).toMatchObject({ limit: 10_000, tellsRegions: false });
  });

  it.each(["", "no token", "%%"])("takes no token that it did not give: %j", (token) => {
    expect(refusalOf(() => readContinuationToken(token))).toBe(
      "InvalidArgument: The continuation token provided is incorrect",
    );
  });

  it("takes no region that is none, and no page of nothing", () => {
    expect(refusalOf(() => readBucketListing({ BucketRegion: "eu-east-1" }))).toBe(
      "InvalidArgument: Argument value eu-east-1 is not a valid AWS Region",
    );
    expect(codeOf(() => readBucketListing({ MaxBuckets: 0 }))).toBe("InvalidArgument");
    expect(codeOf(() => readBucketListing({ MaxBuckets: 10_001 }))).toBe("InvalidArgument");
  });
});

it("an account has one canonical id, which tells nothing of its number", () => {
  expect(canonicalId("111122223333")).toMatch(/^[0-9a-f]{64}$/);
  expect(canonicalId("111122223333")).toBe(canonicalId("111122223333"));
  expect(canonicalId("111122223333")).not.toBe(canonicalId("111122223334"));
});
