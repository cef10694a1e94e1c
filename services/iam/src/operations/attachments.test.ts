import { describe, expect, test } from "vitest";
import { renameAttachments } from "../store/attachments.ts";
import { requireUser } from "../store/users.ts";
import { refusal } from "@skylab/service/testing";
import { useIam } from "../testing/use-iam.ts";
import { AttachGroupPolicy } from "./AttachGroupPolicy.ts";
import { AttachUserPolicy } from "./AttachUserPolicy.ts";
import { CreateGroup } from "./CreateGroup.ts";
import { CreatePolicy } from "./CreatePolicy.ts";
import { CreateUser } from "./CreateUser.ts";
import { DeleteGroupPolicy } from "./DeleteGroupPolicy.ts";
import { DeleteUserPermissionsBoundary } from "./DeleteUserPermissionsBoundary.ts";
import { DetachGroupPolicy } from "./DetachGroupPolicy.ts";
import { DetachUserPolicy } from "./DetachUserPolicy.ts";
import { GetGroupPolicy } from "./GetGroupPolicy.ts";
import { GetPolicy } from "./GetPolicy.ts";
import { GetUserPolicy } from "./GetUserPolicy.ts";
import { ListAttachedGroupPolicies } from "./ListAttachedGroupPolicies.ts";
import { ListAttachedUserPolicies } from "./ListAttachedUserPolicies.ts";
import { ListEntitiesForPolicy } from "./ListEntitiesForPolicy.ts";
import { ListGroupPolicies } from "./ListGroupPolicies.ts";
import { ListUserPolicies } from "./ListUserPolicies.ts";
import { PutGroupPolicy } from "./PutGroupPolicy.ts";
import { PutUserPermissionsBoundary } from "./PutUserPermissionsBoundary.ts";
import { PutUserPolicy } from "./PutUserPolicy.ts";

const iam = useIam();

const DOCUMENT = JSON.stringify({
  Version: "2012-10-17",
  Statement: { Effect: "Allow", Action: "sqs:Get*", Resource: "*" },
});
const READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess";

describe("attached policies", () => {
  test("are listed by path and in pages, and attached only once", async () => {
    const as = { account: "300000000001" };
    await iam().call(CreateUser, { UserName: "ada" }, as);
    await iam().call(CreatePolicy, { PolicyName: "Read", Path: "/team/", PolicyDocument: DOCUMENT }, as);
    const own = "arn:aws:iam::300000000001:policy/team/Read";
    for (const PolicyArn of [own, READ_ONLY, own])
      await iam().call(AttachUserPolicy, { UserName: "ada", PolicyArn }, as);
    expect((await iam().call(GetPolicy, { PolicyArn: own }, as)).Policy?.AttachmentCount).toBe(1);
    const ada = { UserName: "ada" };
    expect(await iam().call(ListAttachedUserPolicies, { ...ada, PathPrefix: "/team/" }, as)).toEqual({
      AttachedPolicies: [{ PolicyName: "Read", PolicyArn: own }],
      IsTruncated: false,
    });
    const first = await iam().call(ListAttachedUserPolicies, { ...ada, MaxItems: 1 }, as);
    const { Marker } = first;
    const second = await iam().call(ListAttachedUserPolicies, { ...ada, Marker }, as);
    expect([first, second].flatMap((page) => page.AttachedPolicies?.map(({ PolicyName }) => PolicyName))).toEqual([
      "Read",
      "ReadOnlyAccess",
    ]);
  });

  test("groups hold them, too", async () => {
    const as = { account: "300000000002" };
    const group = { GroupName: "Team" };
    await iam().call(CreateGroup, group, as);
    await iam().call(AttachGroupPolicy, { ...group, PolicyArn: READ_ONLY }, as);
    expect((await iam().call(ListAttachedGroupPolicies, group, as)).AttachedPolicies).toHaveLength(1);
    const { PolicyGroups } = await iam().call(ListEntitiesForPolicy, { PolicyArn: READ_ONLY }, as);
    expect(PolicyGroups).toMatchObject([{ GroupName: "Team" }]);
    await iam().call(DetachGroupPolicy, { ...group, PolicyArn: READ_ONLY }, as);
    expect((await iam().call(ListAttachedGroupPolicies, group, as)).AttachedPolicies).toEqual([]);
    expect(await refusal(iam().call(DetachGroupPolicy, { ...group, PolicyArn: READ_ONLY }, as))).toBe(
      `NoSuchEntityException: Policy ${READ_ONLY} was not found.`,
    );
  });

  test("what is no ARN, or no policy, is refused", async () => {
    const as = { account: "300000000003" };
    await iam().call(CreateUser, { UserName: "ada" }, as);
    const attach = (PolicyArn: string, UserName = "ada"): Promise<string> =>
      refusal(iam().call(AttachUserPolicy, { UserName, PolicyArn }, as));
    expect(await attach("longpolicynamebutnoarn")).toBe("ValidationError: ARN longpolicynamebutnoarn is not valid.");
    expect(await attach("arn:aws:iam::aws:policy/None")).toBe(
      "NoSuchEntityException: Policy arn:aws:iam::aws:policy/None does not exist or is not attachable.",
    );
    expect(await attach(READ_ONLY, "bob")).toBe("NoSuchEntityException: The user with name bob cannot be found.");
  });

  test("are ten at most", async () => {
    const as = { account: "300000000004" };
    await iam().call(CreateUser, { UserName: "ada" }, as);
    const attach = async (number: number): Promise<unknown> => {
      await iam().call(CreatePolicy, { PolicyName: `P${number}`, PolicyDocument: DOCUMENT }, as);
      const PolicyArn = `arn:aws:iam::300000000004:policy/P${number}`;
      return iam().call(AttachUserPolicy, { UserName: "ada", PolicyArn }, as);
    };
    for (let number = 1; number <= 10; number++) await attach(number);
    expect(await refusal(attach(11))).toBe("LimitExceededException: Cannot exceed quota for PoliciesPerUser: 10");
  });

  test("follow their holder to a new name", async () => {
    const as = { account: "300000000005" };
    await iam().call(CreateUser, { UserName: "ada", PermissionsBoundary: READ_ONLY }, as);
    await iam().call(AttachUserPolicy, { UserName: "ada", PolicyArn: READ_ONLY }, as);
    await iam().call(CreateUser, { UserName: "lovelace" }, as);
    await iam().store.change(as.account, async (rows) =>
      renameAttachments(rows, { kind: "user", holder: await requireUser(rows, "ada") }, "Lovelace"),
    );
    for (const PolicyUsageFilter of ["PermissionsPolicy", "PermissionsBoundary"] as const) {
      const input = { PolicyArn: READ_ONLY, PolicyUsageFilter };
      expect((await iam().call(ListEntitiesForPolicy, input, as)).PolicyUsers).toMatchObject([
        { UserName: "lovelace" },
      ]);
    }
  });

  test("many attach at once, and all are counted", async () => {
    const as = { account: "300000000006" };
    const names = Array.from({ length: 20 }, (_, number) => `user${number}`);
    await Promise.all(names.map((UserName) => iam().call(CreateUser, { UserName }, as)));
    await Promise.all(names.map((UserName) => iam().call(AttachUserPolicy, { UserName, PolicyArn: READ_ONLY }, as)));
    const count = async (): Promise<unknown> =>
      (await iam().call(GetPolicy, { PolicyArn: READ_ONLY }, as)).Policy?.AttachmentCount;
    expect(await count()).toBe(20);
    await Promise.all(names.map((UserName) => iam().call(DetachUserPolicy, { UserName, PolicyArn: READ_ONLY }, as)));
    expect(await count()).toBe(0);
  });
});

describe("inline policies", () => {
  test("are put, got encoded, listed and deleted", async () => {
    const as = { account: "300000000007" };
    const ada = { UserName: "ada" };
    await iam().call(CreateUser, ada, as);
    for (const PolicyName of ["b", "a", "b"]) {
      await iam().call(PutUserPolicy, { ...ada, PolicyName, PolicyDocument: DOCUMENT }, as);
    }
    expect(await iam().call(ListUserPolicies, ada, as)).toEqual({ PolicyNames: ["a", "b"], IsTruncated: false });
    expect(await iam().call(GetUserPolicy, { ...ada, PolicyName: "a" }, as)).toEqual({
      UserName: "ada",
      PolicyName: "a",
      PolicyDocument: encodeURIComponent(DOCUMENT).replaceAll("*", "%2A"),
    });
  });

  test("groups have them, too, and miss them in AWS's words", async () => {
    const as = { account: "300000000008" };
    const group = { GroupName: "Team" };
    await iam().call(CreateGroup, group, as);
    await iam().call(PutGroupPolicy, { ...group, PolicyName: "a", PolicyDocument: DOCUMENT }, as);
    await iam().call(DeleteGroupPolicy, { ...group, PolicyName: "a" }, as);
    expect((await iam().call(ListGroupPolicies, group, as)).PolicyNames).toEqual([]);
    const missed = "NoSuchEntityException: The group policy with name a cannot be found.";
    expect(await refusal(iam().call(GetGroupPolicy, { ...group, PolicyName: "a" }, as))).toBe(missed);
    expect(await refusal(iam().call(DeleteGroupPolicy, { ...group, PolicyName: "a" }, as))).toBe(missed);
    const inherited = { ...group, PolicyName: "__proto__" };
    expect(await refusal(iam().call(GetGroupPolicy, inherited, as))).toBe(
      "NoSuchEntityException: The group policy with name __proto__ cannot be found.",
    );
  });

  test("have a size all together", async () => {
    const as = { account: "300000000009" };
    await iam().call(CreateUser, { UserName: "ada" }, as);
    const half = JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Sid: "a".repeat(1000), Effect: "Allow", Action: "sqs:*", Resource: "*" }],
    });
    const put = (PolicyName: string): Promise<unknown> =>
      iam().call(PutUserPolicy, { UserName: "ada", PolicyName, PolicyDocument: half }, as);
    await put("a");
    expect(await refusal(put("b"))).toBe(
      "LimitExceededException: Maximum policy size of 2048 bytes exceeded for user ada",
    );
    await put("a");
  });
});

describe("permissions boundaries of a user", () => {
  test("are counted apart from attachments", async () => {
    const as = { account: "300000000010" };
    const ada = { UserName: "ada" };
    await iam().call(CreateUser, ada, as);
    const put = { ...ada, PermissionsBoundary: READ_ONLY };
    await iam().call(PutUserPermissionsBoundary, put, as);
    await iam().call(PutUserPermissionsBoundary, put, as);
    const counts = async (): Promise<unknown> => (await iam().call(GetPolicy, { PolicyArn: READ_ONLY }, as)).Policy;
    expect(await counts()).toMatchObject({ AttachmentCount: 0, PermissionsBoundaryUsageCount: 1 });
    await iam().call(DeleteUserPermissionsBoundary, ada, as);
    expect(await counts()).toMatchObject({ AttachmentCount: 0, PermissionsBoundaryUsageCount: 0 });
  });
});
