import { describe, expect, it } from "vitest";
import type { Bucket } from "../domain/bucket.ts";
import { alice, asAnyone, nobody, outcome, OWNER, stranger, STRANGER } from "../testing/as-anyone.ts";
import { makeBucket, put } from "../testing/objects.ts";
import { useS3 } from "../testing/use-s3.ts";

const s3 = useS3();

const perform: ReturnType<typeof asAnyone> = (...request) => asAnyone(s3())(...request);

const policyOf = (...Statement: readonly object[]): string => JSON.stringify({ Version: "2012-10-17", Statement });

const reading = ({ name }: Bucket, principal: unknown = "*"): object => ({
  Effect: "Allow",
  Principal: principal,
  Action: "s3:GetObject",
  Resource: `arn:aws:s3:::${name}/*`,
});

it("a policy is given back as it was put, until it is deleted", async () => {
  const bucket = await makeBucket(s3());
  const Policy = ` ${policyOf(reading(bucket))} `.trim();
  const input = { Bucket: bucket.name };
  expect(await outcome(perform("GetBucketPolicy", input))).toBe("NoSuchBucketPolicy: The bucket policy does not exist");
  await perform("PutBucketPolicy", { ...input, Policy });
  expect(await perform("GetBucketPolicy", input)).toEqual({ Policy });
  await perform("DeleteBucketPolicy", input);
  expect(await outcome(perform("GetBucketPolicy", input))).toContain("NoSuchBucketPolicy");
});

const refused = async (make: (bucket: Bucket) => string | object): Promise<string> => {
  const bucket = await makeBucket(s3());
  const made = make(bucket);
  const Policy = typeof made === "string" ? made : policyOf({ ...reading(bucket), ...made });
  return outcome(perform("PutBucketPolicy", { Bucket: bucket.name, Policy }));
};

describe("a policy is refused", () => {
  it.each([
    ["is no JSON", "nonsense", "Policies must be valid JSON and the first byte must be '{'"],
    ["begins with no brace", "[]", "Policies must be valid JSON and the first byte must be '{'"],
    ["says nothing", "{}", "Missing required field Statement"],
    ["says that for nobody", { Principal: undefined }, "Missing required field Principal"],
    ["has an empty principal", { Principal: {} }, "Missing required field Principal cannot be empty!"],
    ["names who is nobody", { Principal: { AWS: "me" } }, "Invalid principal in policy"],
    ["has no effect", { Effect: "Maybe" }, "Invalid effect: Maybe"],
    ["names an unknown action", { Action: "s3:GetAnything" }, "Policy has invalid action"],
    ["names another service's action", { Action: "sqs:SendMessage" }, "Policy has invalid action"],
    ["is about another bucket", { Resource: "arn:aws:s3:::another/*" }, "Policy has invalid resource"],
    ["is about everything", { Resource: "*" }, "Policy has invalid resource"],
    ["has an unknown operator", { Condition: { Is: { a: "b" } } }, "Invalid Condition type : Is."],
  ])("that %s", async (_, policy, words) => {
    expect(await refused(() => policy)).toBe(`MalformedPolicy: ${words}`);
  });

  it("whose actions are on none of its resources", async () => {
    const words = "MalformedPolicy: Action does not apply to any resource(s) in statement";
    expect(await refused(({ name }) => ({ Resource: `arn:aws:s3:::${name}` }))).toBe(words);
    expect(await refused(() => ({ Action: ["s3:GetObject", "s3:ListBucket"] }))).toBe(words);
    expect(await refused(() => ({ Action: "s3:Get*" }))).toBe("allowed");
    expect(
      await refused(({ name }) => ({ Action: ["s3:GetObject", "s3:ListBucket"], Resource: `arn:aws:s3:::${name}*` })),
    ).toBe("allowed");
  });

  it("that is too long", async () => {
    expect(await refused(() => ({ Sid: "x".repeat(20 * 1024) }))).toContain("PolicyTooLarge");
  });
});

const isPublic = async (more: object): Promise<boolean | undefined> => {
  const bucket = await makeBucket(s3());
  await perform("PutBucketPolicy", { Bucket: bucket.name, Policy: policyOf({ ...reading(bucket), ...more }) });
  return (await perform("GetBucketPolicyStatus", { Bucket: bucket.name })).PolicyStatus?.IsPublic;
};

const where = (operator: string, key: string, value: string): object => ({
  Condition: { [operator]: { [key]: value } },
});

describe("whether a policy is public", () => {
  it.each([
    ["everybody", true, {}],
    ["nobody", false, { Effect: "Deny" }],
    ["an account", false, { Principal: { AWS: STRANGER } }],
    ["a service", false, { Principal: { Service: "logging.s3.amazonaws.com" } }],
    ["a network", false, where("IpAddress", "aws:SourceIp", "203.0.113.0/24")],
    ["half of the Internet", true, where("IpAddress", "aws:SourceIp", "0.0.0.0/1")],
    ["a network's others", true, where("NotIpAddress", "aws:SourceIp", "203.0.113.0/24")],
    ["an organization", false, where("StringEquals", "aws:PrincipalOrgID", "o-example")],
    ["what looks like one", true, where("StringLike", "aws:PrincipalOrgID", "o-*")],
    ["readers of a page", true, where("StringLike", "aws:Referer", "http://example.org/*")],
    ["an endpoint of a network", false, where("StringEquals", "aws:SourceVpce", "vpce-1a2b3c4d")],
  ])("that lets in %s: %s", async (_, expected, more) => {
    expect(await isPublic(more)).toBe(expected);
  });

  it("is not known where there is none", async () => {
    const { name: Bucket } = await makeBucket(s3());
    expect(await outcome(perform("GetBucketPolicyStatus", { Bucket }))).toContain("NoSuchBucketPolicy");
  });
});

const blocking = (publicAccessBlock: object): Promise<Bucket> =>
  makeBucket(s3(), {
    configurations: { publicAccessBlock, ownership: { Rules: [{ ObjectOwnership: "ObjectWriter" }] } },
  });

const prevented = (action: string, resource: string): string =>
  `AccessDenied: User: arn:aws:iam::${OWNER}:root is not authorized to perform: ${action} on resource: "arn:aws:s3:::${resource}" because public ACLs are prevented by the BlockPublicAcls setting in S3 Block Public Access.`;

describe("a public access block", () => {
  it("takes no public policy", async () => {
    const bucket = await blocking({ BlockPublicPolicy: true });
    const putting = (statement: object): Promise<string> =>
      outcome(perform("PutBucketPolicy", { Bucket: bucket.name, Policy: policyOf(statement) }));
    expect(await putting(reading(bucket))).toBe(
      `AccessDenied: User: arn:aws:iam::${OWNER}:root is not authorized to perform: s3:PutBucketPolicy on resource: "arn:aws:s3:::${bucket.name}" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.`,
    );
    expect(await putting(reading(bucket, { AWS: STRANGER }))).toBe("allowed");
  });

  it("takes no public ACLs", async () => {
    const bucket = await blocking({ BlockPublicAcls: true });
    const ACL = "public-read";
    expect(await outcome(perform("PutBucketAcl", { Bucket: bucket.name, ACL }))).toBe(
      prevented("s3:PutBucketAcl", bucket.name),
    );
    expect(await outcome(put(s3(), bucket, { Key: "k", body: "x", ACL }))).toBe(
      prevented("s3:PutObject", `${bucket.name}/k`),
    );
    await put(s3(), bucket, { Key: "k", body: "x", ACL: "private" });
    expect(await outcome(perform("PutObjectAcl", { Bucket: bucket.name, Key: "k", ACL }))).toBe(
      prevented("s3:PutObjectAcl", `${bucket.name}/k`),
    );
  });

  it("passes over public ACLs that are there", async () => {
    const bucket = await blocking({});
    await put(s3(), bucket, { Key: "k", body: "x", ACL: "public-read" });
    const head = (): Promise<string> => outcome(perform("HeadObject", { Bucket: bucket.name, Key: "k" }, nobody));
    expect(await head()).toBe("allowed");
    await perform("PutPublicAccessBlock", {
      Bucket: bucket.name,
      PublicAccessBlockConfiguration: { IgnorePublicAcls: true },
    });
    expect(await head()).toContain("AccessDenied");
  });

  it("lets in by a public policy nobody but the owner's account", async () => {
    const bucket = await blocking({});
    await put(s3(), bucket, { Key: "k", body: "x" });
    const input = { Bucket: bucket.name, Policy: policyOf(reading(bucket), reading(bucket, { AWS: STRANGER })) };
    await perform("PutBucketPolicy", input);
    const head = (by: typeof nobody): Promise<string> =>
      outcome(perform("HeadObject", { Bucket: bucket.name, Key: "k" }, by));
    expect([await head(nobody), await head(stranger), await head(alice())]).toEqual(["allowed", "allowed", "allowed"]);
    await perform("PutPublicAccessBlock", {
      Bucket: bucket.name,
      PublicAccessBlockConfiguration: { RestrictPublicBuckets: true },
    });
    expect(await head(nobody)).toContain("AccessDenied");
    expect(await head(stranger)).toContain("AccessDenied");
    expect(await head(alice())).toBe("allowed");
  });
});
