import { SIDE_TABLES, TABLES } from "@skylab/identity";
import { describe, expect, it } from "vitest";
import { refusal } from "@skylab/service/testing";
import { useIam } from "../testing/use-iam.ts";
import { AddUserToGroup } from "./AddUserToGroup.ts";
import { AttachGroupPolicy } from "./AttachGroupPolicy.ts";
import { CreateGroup } from "./CreateGroup.ts";
import { CreateUser } from "./CreateUser.ts";
import { DeleteGroup } from "./DeleteGroup.ts";
import { DetachGroupPolicy } from "./DetachGroupPolicy.ts";
import { GetGroup } from "./GetGroup.ts";
import { ListEntitiesForPolicy } from "./ListEntitiesForPolicy.ts";
import { ListGroups } from "./ListGroups.ts";
import { ListGroupsForUser } from "./ListGroupsForUser.ts";
import { RemoveUserFromGroup } from "./RemoveUserFromGroup.ts";
import { UpdateGroup } from "./UpdateGroup.ts";

const iam = useIam();
const READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess";

const createUsers = async (as: { readonly account: string }, ...names: readonly string[]) => {
  for (const UserName of names) await iam().call(CreateUser, { UserName }, as);
};
const createGroups = async (as: { readonly account: string }, ...names: readonly string[]) => {
  for (const GroupName of names) await iam().call(CreateGroup, { GroupName }, as);
};

describe("a group", () => {
  it("is created, with its path, and found", async () => {
    const as = { account: "120000000001" };
    const { Group } = await iam().call(CreateGroup, { GroupName: "Admins", Path: "/it/" }, as);
    expect(Group).toEqual({
      Path: "/it/",
      GroupName: "Admins",
      GroupId: expect.stringMatching(/^AGPA[A-Z0-9]{17}$/),
      Arn: "arn:aws:iam::120000000001:group/it/Admins",
      CreateDate: expect.any(Date),
    });
    expect(await iam().call(GetGroup, { GroupName: "admins" }, as)).toEqual({ Group, Users: [], IsTruncated: false });
  });

  it("is there once, whatever the case of its name", async () => {
    const as = { account: "120000000002" };
    await createGroups(as, "admins");
    expect(await refusal(iam().call(CreateGroup, { GroupName: "Admins" }, as))).toBe(
      "EntityAlreadyExistsException: Group with name Admins already exists.",
    );
  });

  it("is listed page after page, and by path", async () => {
    const as = { account: "120000000003" };
    await createGroups(as, "b", "a");
    await iam().call(CreateGroup, { GroupName: "c", Path: "/it/" }, as);
    const first = await iam().call(ListGroups, { MaxItems: 2 }, as);
    expect(first).toMatchObject({ Groups: [{ GroupName: "a" }, { GroupName: "b" }], IsTruncated: true });
    const second = await iam().call(ListGroups, { MaxItems: 2, Marker: first.Marker }, as);
    expect(second).toMatchObject({ Groups: [{ GroupName: "c" }], IsTruncated: false });
    expect(await iam().call(ListGroups, { PathPrefix: "/it/" }, as)).toMatchObject({ Groups: [{ GroupName: "c" }] });
  });

  it("that is not there is refused", async () => {
    const as = { account: "120000000004" };
    const missing = "NoSuchEntityException: The group with name none cannot be found.";
    expect(await refusal(iam().call(GetGroup, { GroupName: "none" }, as))).toBe(missing);
    expect(await refusal(iam().call(DeleteGroup, { GroupName: "none" }, as))).toBe(missing);
    expect(await refusal(iam().call(UpdateGroup, { GroupName: "none", NewGroupName: "some" }, as))).toBe(missing);
  });
});

describe("UpdateGroup", () => {
  it("gives a group another name and path; its users and policies follow", async () => {
    const as = { account: "120000000010" };
    await createUsers(as, "ada", "bob");
    await createGroups(as, "admins");
    for (const UserName of ["ada", "bob"]) await iam().call(AddUserToGroup, { GroupName: "admins", UserName }, as);
    await iam().call(AttachGroupPolicy, { GroupName: "admins", PolicyArn: READ_ONLY }, as);

    await iam().call(UpdateGroup, { GroupName: "admins", NewGroupName: "Operators", NewPath: "/it/" }, as);

    const { Group, Users } = await iam().call(GetGroup, { GroupName: "operators" }, as);
    expect(Group?.Arn).toBe("arn:aws:iam::120000000010:group/it/Operators");
    expect(Users?.map(({ UserName }) => UserName)).toEqual(["ada", "bob"]);
    const { Groups } = await iam().call(ListGroupsForUser, { UserName: "bob" }, as);
    expect(Groups?.map(({ GroupName }) => GroupName)).toEqual(["Operators"]);
    const entities = await iam().call(ListEntitiesForPolicy, { PolicyArn: READ_ONLY }, as);
    expect(entities.PolicyGroups?.map(({ GroupName }) => GroupName)).toEqual(["Operators"]);
    expect(await refusal(iam().call(GetGroup, { GroupName: "admins" }, as))).toContain("cannot be found");
  });

  it("refuses a name that another group has", async () => {
    const as = { account: "120000000011" };
    await createGroups(as, "a", "b");
    expect(await refusal(iam().call(UpdateGroup, { GroupName: "a", NewGroupName: "b" }, as))).toBe(
      "EntityAlreadyExistsException: Group with name b already exists.",
    );
  });
});

describe("membership", () => {
  it("is there once however often a user is added, and gone once removed", async () => {
    const as = { account: "120000000020" };
    await createUsers(as, "ada");
    await createGroups(as, "a");
    const membership = { GroupName: "a", UserName: "ada" };
    await iam().call(AddUserToGroup, membership, as);
    await iam().call(AddUserToGroup, membership, as);
    expect((await iam().call(ListGroupsForUser, { UserName: "ada" }, as)).Groups).toHaveLength(1);
    await iam().call(RemoveUserFromGroup, membership, as);
    await iam().call(RemoveUserFromGroup, membership, as);
    expect(await iam().call(ListGroupsForUser, { UserName: "ada" }, as)).toEqual({ Groups: [], IsTruncated: false });
    expect((await iam().call(GetGroup, { GroupName: "a" }, as)).Users).toEqual([]);
  });

  it("is listed page after page from both sides", async () => {
    const as = { account: "120000000021" };
    await createUsers(as, "ada", "bob", "carol");
    await createGroups(as, "a", "b");
    for (const UserName of ["ada", "bob", "carol"]) await iam().call(AddUserToGroup, { GroupName: "a", UserName }, as);
    await iam().call(AddUserToGroup, { GroupName: "b", UserName: "ada" }, as);
    const first = await iam().call(GetGroup, { GroupName: "a", MaxItems: 2 }, as);
    expect(first).toMatchObject({ Users: [{ UserName: "ada" }, { UserName: "bob" }], IsTruncated: true });
    const second = await iam().call(GetGroup, { GroupName: "a", MaxItems: 2, Marker: first.Marker }, as);
    expect(second).toMatchObject({ Users: [{ UserName: "carol" }], IsTruncated: false });
    const groups = await iam().call(ListGroupsForUser, { UserName: "ada", MaxItems: 1 }, as);
    expect(groups).toMatchObject({ Groups: [{ GroupName: "a" }], IsTruncated: true });
    const more = await iam().call(ListGroupsForUser, { UserName: "ada", MaxItems: 1, Marker: groups.Marker }, as);
    expect(more).toMatchObject({ Groups: [{ GroupName: "b" }], IsTruncated: false });
  });

  it("of ten groups is what a user may have", async () => {
    const as = { account: "120000000022" };
    await createUsers(as, "ada");
    const names = Array.from({ length: 11 }, (_, index) => `group-${String(index)}`);
    await createGroups(as, ...names);
    const [eleventh = "", ...ten] = names;
    for (const GroupName of ten) await iam().call(AddUserToGroup, { GroupName, UserName: "ada" }, as);
    expect(await refusal(iam().call(AddUserToGroup, { GroupName: eleventh, UserName: "ada" }, as))).toBe(
      "LimitExceededException: Cannot exceed quota for GroupsPerUser: 10",
    );
  });

  it("needs a user first and then a group", async () => {
    const as = { account: "120000000023" };
    const missing = { GroupName: "none", UserName: "nobody" };
    const noUser = "NoSuchEntityException: The user with name nobody cannot be found.";
    expect(await refusal(iam().call(AddUserToGroup, missing, as))).toBe(noUser);
    expect(await refusal(iam().call(RemoveUserFromGroup, missing, as))).toBe(noUser);
    await createUsers(as, "nobody");
    const noGroup = "NoSuchEntityException: The group with name none cannot be found.";
    expect(await refusal(iam().call(AddUserToGroup, missing, as))).toBe(noGroup);
    expect(await refusal(iam().call(RemoveUserFromGroup, missing, as))).toBe(noGroup);
  });
});

describe("DeleteGroup", () => {
  it("waits until the group is empty and holds no policies", async () => {
    const as = { account: "120000000030" };
    const GroupName = "a";
    await createUsers(as, "ada");
    await createGroups(as, GroupName);
    await iam().call(AddUserToGroup, { GroupName, UserName: "ada" }, as);
    await iam().call(AttachGroupPolicy, { GroupName, PolicyArn: READ_ONLY }, as);
    expect(await refusal(iam().call(DeleteGroup, { GroupName }, as))).toBe(
      "DeleteConflictException: Cannot delete entity, must remove users from group first.",
    );
    await iam().call(RemoveUserFromGroup, { GroupName, UserName: "ada" }, as);
    expect(await refusal(iam().call(DeleteGroup, { GroupName }, as))).toBe(
      "DeleteConflictException: Cannot delete entity, must detach all policies first.",
    );
    await iam().call(DetachGroupPolicy, { GroupName, PolicyArn: READ_ONLY }, as);
    await iam().call(DeleteGroup, { GroupName }, as);
    expect(await iam().call(ListGroups, {}, as)).toEqual({ Groups: [], IsTruncated: false });
  });

  it("and a user's joining at the same time leave no member of a group that is gone", async () => {
    for (let round = 0; round < 20; round++) {
      const as = { account: `12000000${String(1000 + round)}` };
      await createUsers(as, "ada");
      await createGroups(as, "a");
      await Promise.allSettled([
        iam().call(AddUserToGroup, { GroupName: "a", UserName: "ada" }, as),
        iam().call(DeleteGroup, { GroupName: "a" }, as),
      ]);
      const rows = iam().store.of(as.account);
      const group = await rows.get(TABLES.groups, "a");
      const members = await rows.list(SIDE_TABLES.members, { limit: 1 });
      expect(members.length).toBe(group === undefined ? 0 : 1);
    }
  });
});
