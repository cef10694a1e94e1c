import { accountOfKeyId, openSecret, SIDE_TABLES, TABLES } from "@skylab/identity";
import { describe, expect, it } from "vitest";
import { refusal } from "@skylab/service/testing";
import { useIam } from "../testing/use-iam.ts";
import { CreateAccessKey } from "./CreateAccessKey.ts";
import { CreateUser } from "./CreateUser.ts";
import { DeleteAccessKey } from "./DeleteAccessKey.ts";
import { GetAccessKeyLastUsed } from "./GetAccessKeyLastUsed.ts";
import { ListAccessKeys } from "./ListAccessKeys.ts";
import { UpdateAccessKey } from "./UpdateAccessKey.ts";

const iam = useIam();

const newKey = async (as: { readonly account: string }, UserName?: string) => {
  const { AccessKey } = await iam().call(CreateAccessKey, { UserName }, as);
  return AccessKey?.AccessKeyId ?? "";
};

describe("CreateAccessKey", () => {
  it("tells the secret once, and stores it sealed", async () => {
    const as = { account: "110000000001" };
    await iam().call(CreateUser, { UserName: "Ada" }, as);
    const { AccessKey } = await iam().call(CreateAccessKey, { UserName: "ada" }, as);
    expect(AccessKey).toEqual({
      UserName: "Ada",
      AccessKeyId: expect.stringMatching(/^AKIA[A-Z0-9]{16}$/),
      SecretAccessKey: expect.stringMatching(/^[A-Za-z0-9+/]{40}$/),
      Status: "Active",
      CreateDate: expect.any(Date),
    });
    const id = AccessKey?.AccessKeyId ?? "";
    expect(accountOfKeyId(id)).toBe(as.account);
    const row = await iam().store.of(as.account).get(TABLES.accessKeys, id);
    expect(JSON.stringify(row)).not.toContain(AccessKey?.SecretAccessKey);
    expect(openSecret(iam().store.encryptionKey, id, row?.sealedSecret ?? "")).toBe(AccessKey?.SecretAccessKey);
  });

  it("gives a user two keys and no third", async () => {
    const as = { account: "110000000002" };
    await iam().call(CreateUser, { UserName: "ada" }, as);
    await newKey(as, "ada");
    await newKey(as, "ada");
    expect(await refusal(iam().call(CreateAccessKey, { UserName: "ada" }, as))).toBe(
      "LimitExceededException: Cannot exceed quota for AccessKeysPerUser: 2",
    );
  });

  it("gives no third key when three are asked for at once", async () => {
    const as = { account: "110000000003" };
    await iam().call(CreateUser, { UserName: "ada" }, as);
    const outcomes = await Promise.allSettled([newKey(as, "ada"), newKey(as, "ada"), newKey(as, "ada")]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(2);
    const { AccessKeyMetadata } = await iam().call(ListAccessKeys, { UserName: "ada" }, as);
    expect(AccessKeyMetadata).toHaveLength(2);
  });

  it("refuses a user who is not there", async () => {
    expect(await refusal(iam().call(CreateAccessKey, { UserName: "nobody" }, { account: "110000000004" }))).toBe(
      "NoSuchEntityException: The user with name nobody cannot be found.",
    );
  });
});

describe("an operation on keys that names no user", () => {
  it("is about the calling user", async () => {
    const as = { account: "110000000010", arn: "arn:aws:iam::110000000010:user/ada" };
    await iam().call(CreateUser, { UserName: "ada" }, as);
    const AccessKeyId = await newKey(as);
    const { AccessKeyMetadata } = await iam().call(ListAccessKeys, { UserName: "ada" }, as);
    expect(AccessKeyMetadata).toMatchObject([{ UserName: "ada", AccessKeyId }]);
    await iam().call(DeleteAccessKey, { AccessKeyId }, as);
    expect(await iam().call(ListAccessKeys, {}, as)).toEqual({ AccessKeyMetadata: [], IsTruncated: false });
  });

  it("is about the account's own keys where root calls", async () => {
    const as = { account: "110000000011" };
    const AccessKeyId = await newKey(as);
    await iam().call(UpdateAccessKey, { AccessKeyId, Status: "Inactive" }, as);
    const { AccessKeyMetadata } = await iam().call(ListAccessKeys, {}, as);
    expect(AccessKeyMetadata).toMatchObject([{ AccessKeyId, Status: "Inactive" }]);
    await newKey(as);
    expect(await refusal(iam().call(CreateAccessKey, {}, as))).toContain("AccessKeysPerUser: 2");
    await iam().call(DeleteAccessKey, { AccessKeyId }, as);
    expect((await iam().call(ListAccessKeys, {}, as)).AccessKeyMetadata).toHaveLength(1);
  });

  it("is refused to a role", async () => {
    const as = { account: "110000000012", arn: "arn:aws:sts::110000000012:assumed-role/reader/ada" };
    expect(await refusal(iam().call(DeleteAccessKey, { AccessKeyId: "AKIAIOSFODNN7EXAMPLE" }, as))).toBe(
      "ValidationError: Must specify userName when calling with non-User credentials",
    );
  });
});

describe("UpdateAccessKey", () => {
  it("takes a key out of use and back", async () => {
    const as = { account: "110000000020" };
    await iam().call(CreateUser, { UserName: "ada" }, as);
    const AccessKeyId = await newKey(as, "ada");
    for (const Status of ["Inactive", "Active"] as const) {
      await iam().call(UpdateAccessKey, { UserName: "ada", AccessKeyId, Status }, as);
      expect((await iam().call(ListAccessKeys, { UserName: "ada" }, as)).AccessKeyMetadata).toMatchObject([{ Status }]);
    }
  });

  it("does not know another user's key", async () => {
    const as = { account: "110000000021" };
    await iam().call(CreateUser, { UserName: "ada" }, as);
    await iam().call(CreateUser, { UserName: "bob" }, as);
    const AccessKeyId = await newKey(as, "ada");
    const updating = iam().call(UpdateAccessKey, { UserName: "bob", AccessKeyId, Status: "Inactive" }, as);
    expect(await refusal(updating)).toBe(
      `NoSuchEntityException: The Access Key with id ${AccessKeyId} cannot be found.`,
    );
  });
});

describe("GetAccessKeyLastUsed", () => {
  it("answers N/A for a key that was never used", async () => {
    const as = { account: "110000000030" };
    await iam().call(CreateUser, { UserName: "ada" }, as);
    const AccessKeyId = await newKey(as, "ada");
    expect(await iam().call(GetAccessKeyLastUsed, { AccessKeyId }, as)).toEqual({
      UserName: "ada",
      AccessKeyLastUsed: { Region: "N/A", ServiceName: "N/A" },
    });
  });

  it("answers when, where and for what a key was used", async () => {
    const as = { account: "110000000031" };
    await iam().call(CreateUser, { UserName: "ada" }, as);
    const AccessKeyId = await newKey(as, "ada");
    const use = { at: Date.UTC(2026, 1, 3), service: "sqs", region: "eu-west-1" };
    await iam().store.change(as.account, async (rows) => rows.put(SIDE_TABLES.lastUses, use, AccessKeyId));
    expect(await iam().call(GetAccessKeyLastUsed, { AccessKeyId }, as)).toEqual({
      UserName: "ada",
      AccessKeyLastUsed: { LastUsedDate: new Date(use.at), Region: "eu-west-1", ServiceName: "sqs" },
    });
  });

  it("does not tell whether a key is there that the account has not", async () => {
    const as = { account: "110000000032" };
    expect(await refusal(iam().call(GetAccessKeyLastUsed, { AccessKeyId: "AKIAIOSFODNN7EXAMPLE" }, as))).toBe(
      "AccessDenied: User: arn:aws:iam::110000000032:root is not authorized to perform iam:GetAccessKeyLastUsed " +
        "on resource: access key AKIAIOSFODNN7EXAMPLE",
    );
  });
});
