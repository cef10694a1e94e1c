import { generateKeyPairSync } from "node:crypto";
import { SIDE_TABLES, TABLES } from "@skylab/identity";
import { describe, expect, it } from "vitest";
import { refusal } from "@skylab/service/testing";
import { useIam } from "../testing/use-iam.ts";
import { AddUserToGroup } from "./AddUserToGroup.ts";
import { AttachUserPolicy } from "./AttachUserPolicy.ts";
import { CreateAccessKey } from "./CreateAccessKey.ts";
import { CreateGroup } from "./CreateGroup.ts";
import { CreateLoginProfile } from "./CreateLoginProfile.ts";
import { CreateUser } from "./CreateUser.ts";
import { DeleteAccessKey } from "./DeleteAccessKey.ts";
import { DeleteLoginProfile } from "./DeleteLoginProfile.ts";
import { DeleteSSHPublicKey } from "./DeleteSSHPublicKey.ts";
import { DeleteUser } from "./DeleteUser.ts";
import { DeleteUserPolicy } from "./DeleteUserPolicy.ts";
import { DetachUserPolicy } from "./DetachUserPolicy.ts";
import { GetGroup } from "./GetGroup.ts";
import { GetLoginProfile } from "./GetLoginProfile.ts";
import { GetUser } from "./GetUser.ts";
import { ListAccessKeys } from "./ListAccessKeys.ts";
import { ListAttachedUserPolicies } from "./ListAttachedUserPolicies.ts";
import { ListEntitiesForPolicy } from "./ListEntitiesForPolicy.ts";
import { ListUsers } from "./ListUsers.ts";
import { ListUserTags } from "./ListUserTags.ts";
import { PutUserPolicy } from "./PutUserPolicy.ts";
import { RemoveUserFromGroup } from "./RemoveUserFromGroup.ts";
import { TagUser } from "./TagUser.ts";
import { UntagUser } from "./UntagUser.ts";
import { UpdateUser } from "./UpdateUser.ts";
import { UploadSSHPublicKey } from "./UploadSSHPublicKey.ts";

const iam = useIam();
const READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess";
const POLICY = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
});

describe("CreateUser", () => {
  it("answers the user with its tags and its ARN, path and all", async () => {
    const as = { account: "100000000001" };
    iam().clock.set(Date.UTC(2026, 0, 2));
    const Tags = [{ Key: "team", Value: "red" }];
    const { User } = await iam().call(CreateUser, { UserName: "Ada", Path: "/teams/red/", Tags }, as);
    expect(User).toEqual({
      Path: "/teams/red/",
      UserName: "Ada",
      UserId: expect.stringMatching(/^AIDA[A-Z0-9]{17}$/),
      Arn: "arn:aws:iam::100000000001:user/teams/red/Ada",
      CreateDate: new Date("2026-01-02T00:00:00Z"),
      Tags,
    });
    expect(await iam().call(GetUser, { UserName: "ada" }, as)).toEqual({ User });
  });

  it("answers no tags where there are none", async () => {
    const { User } = await iam().call(CreateUser, { UserName: "bob" }, { account: "100000000002" });
    expect(Object.keys(User ?? {})).toEqual(["Path", "UserName", "UserId", "Arn", "CreateDate"]);
  });

  it("refuses a name that differs from another only in case", async () => {
    const as = { account: "100000000003" };
    await iam().call(CreateUser, { UserName: "ada" }, as);
    expect(await refusal(iam().call(CreateUser, { UserName: "Ada" }, as))).toBe(
      "EntityAlreadyExistsException: User with name Ada already exists.",
    );
  });

  it("refuses two tags of one key, whatever their case", async () => {
    const Tags = [
      { Key: "team", Value: "red" },
      { Key: "Team", Value: "blue" },
    ];
    expect(await refusal(iam().call(CreateUser, { UserName: "ada", Tags }, { account: "100000000004" }))).toBe(
      "InvalidInputException: Duplicate tag keys found. Please note that Tag keys are case insensitive.",
    );
  });

  it("sets a permissions boundary", async () => {
    const as = { account: "100000000005" };
    const input = { UserName: "ada", PermissionsBoundary: READ_ONLY };
    const { User } = await iam().call(CreateUser, input, as);
    expect(User?.PermissionsBoundary).toEqual({
      PermissionsBoundaryType: "Policy",
      PermissionsBoundaryArn: READ_ONLY,
    });
    const { PolicyUsers } = await iam().call(
      ListEntitiesForPolicy,
      { PolicyArn: READ_ONLY, PolicyUsageFilter: "PermissionsBoundary" },
      as,
    );
    expect(PolicyUsers?.map(({ UserName }) => UserName)).toEqual(["ada"]);
  });

  it("refuses a permissions boundary that is not there, and creates nobody", async () => {
    const as = { account: "100000000006" };
    const PermissionsBoundary = "arn:aws:iam::100000000006:policy/none";
    expect(await refusal(iam().call(CreateUser, { UserName: "ada", PermissionsBoundary }, as))).toBe(
      `NoSuchEntityException: Scope ARN: ${PermissionsBoundary} does not exist or is not attachable.`,
    );
    expect(await iam().call(ListUsers, {}, as)).toMatchObject({ Users: [] });
  });
});

describe("GetUser", () => {
  it("answers the calling user where it names nobody", async () => {
    const as = { account: "100000000010", arn: "arn:aws:iam::100000000010:user/teams/ada" };
    await iam().call(CreateUser, { UserName: "ada", Path: "/teams/" }, as);
    expect(await iam().call(GetUser, {}, as)).toMatchObject({ User: { UserName: "ada" } });
  });

  it("answers the account itself to root", async () => {
    const { User } = await iam().call(GetUser, {}, { account: "100000000011" });
    expect(User).toMatchObject({ UserId: "100000000011", Arn: "arn:aws:iam::100000000011:root" });
  });

  it("wants a name of a caller that is no user", async () => {
    const as = { account: "100000000012", arn: "arn:aws:sts::100000000012:assumed-role/reader/ada" };
    expect(await refusal(iam().call(GetUser, {}, as))).toBe(
      "ValidationError: Must specify userName when calling with non-User credentials",
    );
  });

  it("refuses a user who is not there", async () => {
    expect(await refusal(iam().call(GetUser, { UserName: "nobody" }, { account: "100000000013" }))).toBe(
      "NoSuchEntityException: The user with name nobody cannot be found.",
    );
  });
});

describe("ListUsers", () => {
  it("answers page after page, in the order of names, without tags", async () => {
    const as = { account: "100000000020" };
    for (const UserName of ["carol", "Ada", "bob"]) {
      await iam().call(CreateUser, { UserName, Tags: [{ Key: "team", Value: "red" }] }, as);
    }
    const first = await iam().call(ListUsers, { MaxItems: 2 }, as);
    expect(first).toMatchObject({ Users: [{ UserName: "Ada" }, { UserName: "bob" }], IsTruncated: true });
    expect(first.Users?.[0]).not.toHaveProperty("Tags");
    const second = await iam().call(ListUsers, { MaxItems: 2, Marker: first.Marker }, as);
    expect(second).toEqual({ Users: [expect.objectContaining({ UserName: "carol" })], IsTruncated: false });
  });

  it("answers those below a path, which need not end at a slash", async () => {
    const as = { account: "100000000021" };
    await iam().call(CreateUser, { UserName: "ada", Path: "/teams/red/" }, as);
    await iam().call(CreateUser, { UserName: "bob" }, as);
    const { Users } = await iam().call(ListUsers, { PathPrefix: "/tea" }, as);
    expect(Users?.map(({ UserName }) => UserName)).toEqual(["ada"]);
  });

  it("answers an empty list in an empty account", async () => {
    expect(await iam().call(ListUsers, {}, { account: "100000000022" })).toEqual({ Users: [], IsTruncated: false });
  });

  it("refuses a marker that is none", async () => {
    expect(await refusal(iam().call(ListUsers, { Marker: "no marker" }, { account: "100000000023" }))).toBe(
      "ValidationError: Invalid Marker.",
    );
  });
});

describe("UpdateUser", () => {
  it("gives a user another name and path, and all that is the user's follows", async () => {
    const as = { account: "100000000030" };
    const created = await iam().call(CreateUser, { UserName: "ada", PermissionsBoundary: READ_ONLY }, as);
    await iam().call(CreateGroup, { GroupName: "team" }, as);
    await iam().call(AddUserToGroup, { GroupName: "team", UserName: "ada" }, as);
    await iam().call(AttachUserPolicy, { UserName: "ada", PolicyArn: READ_ONLY }, as);
    await iam().call(CreateAccessKey, { UserName: "ada" }, as);
    await iam().call(CreateLoginProfile, { UserName: "ada", Password: "Lovelace-1815" }, as);

    await iam().call(UpdateUser, { UserName: "ada", NewUserName: "countess", NewPath: "/nobles/" }, as);

    const { User } = await iam().call(GetUser, { UserName: "countess" }, as);
    expect(User).toMatchObject({
      UserId: created.User?.UserId,
      Arn: "arn:aws:iam::100000000030:user/nobles/countess",
    });
    expect(await refusal(iam().call(GetUser, { UserName: "ada" }, as))).toContain("cannot be found");
    const group = await iam().call(GetGroup, { GroupName: "team" }, as);
    expect(group.Users?.map(({ UserName }) => UserName)).toEqual(["countess"]);
    const keys = await iam().call(ListAccessKeys, { UserName: "countess" }, as);
    expect(keys.AccessKeyMetadata?.map(({ UserName }) => UserName)).toEqual(["countess"]);
    const profile = await iam().call(GetLoginProfile, { UserName: "countess" }, as);
    expect(profile.LoginProfile?.UserName).toBe("countess");
    const attached = await iam().call(ListAttachedUserPolicies, { UserName: "countess" }, as);
    expect(attached.AttachedPolicies?.map(({ PolicyArn }) => PolicyArn)).toEqual([READ_ONLY]);
    for (const PolicyUsageFilter of ["PermissionsPolicy", "PermissionsBoundary"] as const) {
      const entities = await iam().call(ListEntitiesForPolicy, { PolicyArn: READ_ONLY, PolicyUsageFilter }, as);
      expect(entities.PolicyUsers?.map(({ UserName }) => UserName)).toEqual(["countess"]);
    }
  });

  it("changes the case of a name", async () => {
    const as = { account: "100000000031" };
    await iam().call(CreateUser, { UserName: "ada" }, as);
    await iam().call(UpdateUser, { UserName: "ada", NewUserName: "Ada" }, as);
    expect(await iam().call(ListUsers, {}, as)).toMatchObject({ Users: [{ UserName: "Ada" }] });
  });

  it("refuses a name that another user has", async () => {
    const as = { account: "100000000032" };
    await iam().call(CreateUser, { UserName: "ada" }, as);
    await iam().call(CreateUser, { UserName: "bob" }, as);
    expect(await refusal(iam().call(UpdateUser, { UserName: "ada", NewUserName: "bob" }, as))).toBe(
      "EntityAlreadyExistsException: User with name bob already exists.",
    );
  });

  it("refuses a user who is not there", async () => {
    const as = { account: "100000000033" };
    expect(await refusal(iam().call(UpdateUser, { UserName: "nobody", NewUserName: "bob" }, as))).toBe(
      "NoSuchEntityException: The user with name nobody cannot be found.",
    );
  });
});

describe("DeleteUser", () => {
  it("waits until nothing hangs on the user, thing by thing in AWS's words", async () => {
    const as = { account: "100000000040" };
    const UserName = "ada";
    const deleting = () => refusal(iam().call(DeleteUser, { UserName }, as));
    await iam().call(CreateUser, { UserName }, as);
    await iam().call(CreateGroup, { GroupName: "team" }, as);
    await iam().call(AddUserToGroup, { UserName, GroupName: "team" }, as);
    await iam().call(AttachUserPolicy, { UserName, PolicyArn: READ_ONLY }, as);
    await iam().call(PutUserPolicy, { UserName, PolicyName: "all", PolicyDocument: POLICY }, as);
    const { AccessKey } = await iam().call(CreateAccessKey, { UserName }, as);
    await iam().call(CreateLoginProfile, { UserName, Password: "Lovelace-1815" }, as);

    const conflict = "DeleteConflictException: Cannot delete entity, must";
    expect(await deleting()).toBe(`${conflict} remove users from group first.`);
    await iam().call(RemoveUserFromGroup, { UserName, GroupName: "team" }, as);
    expect(await deleting()).toBe(`${conflict} detach all policies first.`);
    await iam().call(DetachUserPolicy, { UserName, PolicyArn: READ_ONLY }, as);
    expect(await deleting()).toBe(`${conflict} delete policies first.`);
    await iam().call(DeleteUserPolicy, { UserName, PolicyName: "all" }, as);
    expect(await deleting()).toBe(`${conflict} delete access keys first.`);
    await iam().call(DeleteAccessKey, { UserName, AccessKeyId: AccessKey?.AccessKeyId ?? "" }, as);
    expect(await deleting()).toBe(`${conflict} delete login profile first.`);
    await iam().call(DeleteLoginProfile, { UserName }, as);
    await iam().call(DeleteUser, { UserName }, as);
    expect(await deleting()).toBe("NoSuchEntityException: The user with name ada cannot be found.");
  });

  it("waits until no other credentials of the user are left", async () => {
    const as = { account: "100000000042" };
    const UserName = "ada";
    await iam().call(CreateUser, { UserName }, as);
    const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const SSHPublicKeyBody = publicKey.export({ type: "spki", format: "pem" }).toString();
    const { SSHPublicKey } = await iam().call(UploadSSHPublicKey, { UserName, SSHPublicKeyBody }, as);
    expect(await refusal(iam().call(DeleteUser, { UserName }, as))).toBe(
      "DeleteConflictException: Cannot delete entity, must remove referenced objects first.",
    );
    const SSHPublicKeyId = SSHPublicKey?.SSHPublicKeyId ?? "";
    await iam().call(DeleteSSHPublicKey, { UserName, SSHPublicKeyId }, as);
    await iam().call(DeleteUser, { UserName }, as);
  });

  it("leaves nothing of the user, its boundary included", async () => {
    const as = { account: "100000000041" };
    await iam().call(CreateUser, { UserName: "ada", PermissionsBoundary: READ_ONLY }, as);
    await iam().call(DeleteUser, { UserName: "ada" }, as);
    const rows = iam().store.of(as.account);
    expect(await rows.list(TABLES.users, { limit: 1 })).toEqual([]);
    expect(await rows.list(SIDE_TABLES.attachments, { limit: 1 })).toEqual([]);
    expect(await rows.get(SIDE_TABLES.policyUses, READ_ONLY)).toEqual({ attachments: 0, boundaries: 0 });
  });
});

describe("the tags of a user", () => {
  it("are listed by key, page after page", async () => {
    const as = { account: "100000000050" };
    await iam().call(CreateUser, { UserName: "ada" }, as);
    const Tags = ["ccc", "a", "bb"].map((Key) => ({ Key, Value: Key }));
    await iam().call(TagUser, { UserName: "ada", Tags }, as);
    const first = await iam().call(ListUserTags, { UserName: "ada", MaxItems: 2 }, as);
    expect(first).toMatchObject({ Tags: [{ Key: "a" }, { Key: "bb" }], IsTruncated: true });
    const rest = await iam().call(ListUserTags, { UserName: "ada", MaxItems: 2, Marker: first.Marker }, as);
    expect(rest).toEqual({ Tags: [{ Key: "ccc", Value: "ccc" }], IsTruncated: false });
  });

  it("are replaced and removed without regard to the case of their keys", async () => {
    const as = { account: "100000000051" };
    await iam().call(CreateUser, { UserName: "ada", Tags: [{ Key: "Team", Value: "red" }] }, as);
    await iam().call(TagUser, { UserName: "ada", Tags: [{ Key: "team", Value: "blue" }] }, as);
    expect(await iam().call(ListUserTags, { UserName: "ada" }, as)).toMatchObject({
      Tags: [{ Key: "team", Value: "blue" }],
    });
    await iam().call(UntagUser, { UserName: "ada", TagKeys: ["TEAM", "never set"] }, as);
    expect(await iam().call(ListUserTags, { UserName: "ada" }, as)).toEqual({ Tags: [], IsTruncated: false });
  });

  it("are fifty at most", async () => {
    const as = { account: "100000000052" };
    const Tags = Array.from({ length: 50 }, (_, index) => ({ Key: `key ${String(index)}`, Value: "" }));
    await iam().call(CreateUser, { UserName: "ada", Tags }, as);
    const tagging = iam().call(TagUser, { UserName: "ada", Tags: [{ Key: "one more", Value: "" }] }, as);
    expect(await refusal(tagging)).toBe("LimitExceededException: The number of tags has reached the maximum limit.");
  });
});
