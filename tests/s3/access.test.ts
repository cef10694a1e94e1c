import { CreateAccessKeyCommand, CreateUserCommand, IAMClient, PutUserPolicyCommand } from "@aws-sdk/client-iam";
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  DeletePublicAccessBlockCommand,
  GetBucketAclCommand,
  ListObjectsV2Command,
  PutBucketOwnershipControlsCommand,
  PutBucketPolicyCommand,
  PutObjectAclCommand,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { type ClientIdentity, uniqueAccount, uniqueName } from "@skylab/testkit";
import { describe, expect, it } from "vitest";
import { soon } from "../soon.ts";
import { getText, put, refusal, useS3 } from "./s3.ts";

const s3 = useS3();
const DENIED = /^403 AccessDenied: /;

type Statement = Readonly<Record<string, unknown>>;

const policy = (...statements: readonly Statement[]): string => {
  const complete = (statement: Statement): Statement => ({ Effect: "Allow", ...statement });
  return JSON.stringify({ Version: "2012-10-17", Statement: statements.map(complete) });
};

const setPolicy = (client: S3Client, Bucket: string, ...statements: readonly Statement[]): Promise<unknown> =>
  client.send(new PutBucketPolicyCommand({ Bucket, Policy: policy(...statements) }));

const list = (client: S3Client, Bucket: string, Prefix?: string): Promise<unknown> =>
  client.send(new ListObjectsV2Command({ Bucket, Prefix }));

async function expectDenied(...attempts: readonly (() => Promise<unknown>)[]): Promise<void> {
  for (const attempt of attempts) expect(await refusal(attempt()), String(attempt)).toMatch(DENIED);
}

/** What somebody without credentials is answered. */
const visit = async (Bucket: string, Key: string): Promise<number> =>
  (await fetch(`${s3.skylab().url}/${Bucket}/${Key}`)).status;

/** An account with a bucket, and one that has nothing to do with it. */
async function twoAccounts(): Promise<{ owner: S3Client; other: S3Client; otherId: string; Bucket: string }> {
  const [ownerId, otherId] = [uniqueAccount(), uniqueAccount()];
  const [owner, other] = [s3.client({ account: ownerId }), s3.client({ account: otherId })];
  const Bucket = await s3.createBucket(owner);
  await put(owner, { Bucket, Key: "shared/report" }, "report");
  await put(owner, { Bucket, Key: "secret/plan" }, "plan");
  return { owner, other, otherId, Bucket };
}

describe("another account", () => {
  it("is refused everything that nobody has allowed", async () => {
    const { other, Bucket } = await twoAccounts();
    const at = { Bucket, Key: "shared/report" };
    const own = await s3.createBucket(other);
    await expectDenied(
      () => getText(other, at),
      () => put(other, at, "overwritten"),
      () => other.send(new DeleteObjectCommand(at)),
      () => other.send(new CopyObjectCommand({ Bucket: own, Key: "stolen", CopySource: `${Bucket}/shared/report` })),
      () => list(other, Bucket),
      () => other.send(new GetBucketAclCommand({ Bucket })),
      // What it is told must not tell what is there.
      () => getText(other, { Bucket, Key: "nothing" }),
    );
  });

  it("may do what the bucket's policy says, and no more", async () => {
    const { owner, other, otherId, Bucket } = await twoAccounts();
    const Principal = { AWS: `arn:aws:iam::${otherId}:root` };
    await setPolicy(
      owner,
      Bucket,
      { Principal, Action: "s3:GetObject", Resource: `arn:aws:s3:::${Bucket}/shared/*` },
      {
        Principal,
        Action: "s3:ListBucket",
        Resource: `arn:aws:s3:::${Bucket}`,
        Condition: { StringLike: { "s3:prefix": "shared/*" } },
      },
    );
    expect(await soon(() => getText(other, { Bucket, Key: "shared/report" }))).toBe("report");
    await list(other, Bucket, "shared/");
    await expectDenied(
      () => getText(other, { Bucket, Key: "secret/plan" }),
      () => put(other, { Bucket, Key: "shared/report" }, "x"),
      () => list(other, Bucket),
      () => list(other, Bucket, "secret/"),
    );
  });

  it("may read an object whose ACL lets everybody read, where the bucket has ACLs", async () => {
    const { owner, other, Bucket } = await twoAccounts();
    const at = { Bucket, Key: "shared/report" };
    const grant = (): Promise<unknown> => owner.send(new PutObjectAclCommand({ ...at, ACL: "public-read" }));
    expect(await refusal(grant())).toBe("400 AccessControlListNotSupported: The bucket does not allow ACLs");
    // Which says of the owner's own objects what is so anyhow.
    await owner.send(new PutObjectCommand({ ...at, Body: "report", ACL: "private" }));
    const OwnershipControls = { Rules: [{ ObjectOwnership: "ObjectWriter" as const }] };
    await owner.send(new PutBucketOwnershipControlsCommand({ Bucket, OwnershipControls }));
    // Still the block of public access stands, as every new bucket has it.
    await soon(async () => expect(await refusal(grant())).toMatch(DENIED));
    await owner.send(new DeletePublicAccessBlockCommand({ Bucket }));
    await soon(grant);
    expect(await soon(() => getText(other, at))).toBe("report");
    expect(await refusal(getText(other, { Bucket, Key: "secret/plan" }))).toMatch(DENIED);
    expect(await refusal(put(other, at, "x"))).toMatch(DENIED);
  });
});

describe("a deny", () => {
  it("counts more than what allows, also for the owner's users and deletions of many", async () => {
    const { owner, Bucket } = await twoAccounts();
    await setPolicy(owner, Bucket, {
      Effect: "Deny",
      Principal: "*",
      Action: ["s3:DeleteObject", "s3:PutObject"],
      Resource: `arn:aws:s3:::${Bucket}/secret/*`,
    });
    // A replica that has not heard of it yet puts the object: one that nobody looks for below.
    await soon(async () => expect(await refusal(put(owner, { Bucket, Key: "secret/other" }, "x"))).toMatch(DENIED));
    const Objects = [{ Key: "secret/plan" }, { Key: "shared/report" }];
    const { Deleted, Errors } = await owner.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect(Deleted?.map(({ Key }) => Key)).toEqual(["shared/report"]);
    expect(Errors).toMatchObject([{ Key: "secret/plan", Code: "AccessDenied" }]);
    expect(await getText(owner, { Bucket, Key: "secret/plan" })).toBe("plan");
  });
});

async function user(account: string, PolicyDocument: string): Promise<ClientIdentity> {
  const iam = s3.skylab().client(IAMClient, { account });
  const UserName = uniqueName("user");
  await iam.send(new CreateUserCommand({ UserName }));
  await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: "narrow", PolicyDocument }));
  const { AccessKey: key } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  return { accessKeyId: key?.AccessKeyId ?? "", secretAccessKey: key?.SecretAccessKey ?? "" };
}

describe("a user whose policy is about a prefix", () => {
  it("reads, writes and lists below it, and nothing else", async () => {
    const account = uniqueAccount();
    const owner = s3.client({ account });
    const Bucket = await s3.createBucket(owner);
    await put(owner, { Bucket, Key: "root" }, "x");
    const narrow = policy(
      { Action: ["s3:GetObject", "s3:PutObject"], Resource: `arn:aws:s3:::${Bucket}/home/ada/*` },
      {
        Action: "s3:ListBucket",
        Resource: `arn:aws:s3:::${Bucket}`,
        Condition: { StringEquals: { "s3:prefix": "home/ada/", "s3:delimiter": "/" } },
      },
    );
    const ada = s3.client(await user(account, narrow));
    await soon(() => put(ada, { Bucket, Key: "home/ada/diary" }, "dear diary"));
    expect(await getText(ada, { Bucket, Key: "home/ada/diary" })).toBe("dear diary");
    await ada.send(new ListObjectsV2Command({ Bucket, Prefix: "home/ada/", Delimiter: "/" }));
    await expectDenied(
      () => put(ada, { Bucket, Key: "home/bob/diary" }, "x"),
      () => put(ada, { Bucket, Key: "home/ada" }, "x"),
      // A key is no path: this one is below the other home only for who resolves it.
      () => put(ada, { Bucket, Key: "home/bob/../ada/x" }, "x"),
      () => getText(ada, { Bucket, Key: "root" }),
      () => list(ada, Bucket),
      () => list(ada, Bucket, "home/ada/"),
      () => ada.send(new DeleteObjectCommand({ Bucket, Key: "home/ada/diary" })),
      () => ada.send(new CopyObjectCommand({ Bucket, Key: "home/ada/copy", CopySource: `${Bucket}/root` })),
    );
    const wrong = s3.client({ ...(await user(account, narrow)), secretAccessKey: "wrong" });
    expect(await refusal(getText(wrong, { Bucket, Key: "home/ada/diary" }))).toMatch(/^403 SignatureDoesNotMatch: /);
  });
});

describe("somebody whom nobody knows", () => {
  it("reads only what everybody may read", async () => {
    const { owner, Bucket } = await twoAccounts();
    const everybody = { Principal: "*", Action: "s3:GetObject", Resource: `arn:aws:s3:::${Bucket}/shared/*` };
    expect(await refusal(setPolicy(owner, Bucket, everybody))).toMatch(DENIED);
    await owner.send(new DeletePublicAccessBlockCommand({ Bucket }));
    await soon(() => setPolicy(owner, Bucket, everybody));
    await soon(async () => expect(await visit(Bucket, "shared/report")).toBe(200));
    expect(await visit(Bucket, "secret/plan")).toBe(403);
    const written = await fetch(`${s3.skylab().url}/${Bucket}/shared/report`, { method: "PUT", body: "x" });
    expect(written.status).toBe(403);
    const other = await s3.createBucket(owner);
    await owner.send(new PutObjectCommand({ Bucket: other, Key: "key", Body: "x" }));
    expect(await visit(other, "key")).toBe(403);
  });
});
