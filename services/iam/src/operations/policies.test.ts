import { describe, expect, test } from "vitest";
import { refusal } from "@skylab/service/testing";
import { useIam } from "../testing/use-iam.ts";
import { AttachRolePolicy } from "./AttachRolePolicy.ts";
import { AttachUserPolicy } from "./AttachUserPolicy.ts";
import { CreatePolicy } from "./CreatePolicy.ts";
import { CreatePolicyVersion } from "./CreatePolicyVersion.ts";
import { CreateRole } from "./CreateRole.ts";
import { CreateUser } from "./CreateUser.ts";
import { DeletePolicy } from "./DeletePolicy.ts";
import { DeletePolicyVersion } from "./DeletePolicyVersion.ts";
import { DetachUserPolicy } from "./DetachUserPolicy.ts";
import { GetPolicy } from "./GetPolicy.ts";
import { GetPolicyVersion } from "./GetPolicyVersion.ts";
import { ListEntitiesForPolicy } from "./ListEntitiesForPolicy.ts";
import { ListPolicies } from "./ListPolicies.ts";
import { ListPolicyTags } from "./ListPolicyTags.ts";
import { ListPolicyVersions } from "./ListPolicyVersions.ts";
import { PutUserPermissionsBoundary } from "./PutUserPermissionsBoundary.ts";
import { SetDefaultPolicyVersion } from "./SetDefaultPolicyVersion.ts";
import { TagPolicy } from "./TagPolicy.ts";
import { UntagPolicy } from "./UntagPolicy.ts";

const iam = useIam();

const policyOf = (action: string): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: action, Resource: "*" }] });
const TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
});
const READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess";

describe("managed policies", () => {
  test("a new policy has one version, and is told without its description", async () => {
    const as = { account: "100000000001" };
    const input = { PolicyName: "Read", Path: "/team/", Description: "Reads", PolicyDocument: policyOf("sqs:Get*") };
    const { Policy } = await iam().call(CreatePolicy, input, as);
    expect(Policy).toEqual({
      PolicyName: "Read",
      PolicyId: expect.stringMatching(/^ANPA[A-Z0-9]{17}$/),
      Arn: "arn:aws:iam::100000000001:policy/team/Read",
      Path: "/team/",
      DefaultVersionId: "v1",
      AttachmentCount: 0,
      PermissionsBoundaryUsageCount: 0,
      IsAttachable: true,
      CreateDate: expect.any(Date),
      UpdateDate: expect.any(Date),
    });
    const got = await iam().call(GetPolicy, { PolicyArn: "arn:aws:iam::100000000001:policy/team/Read" }, as);
    expect(got.Policy).toEqual({ ...Policy, Description: "Reads", Tags: [] });
  });

  test("a name is given once, whatever its path and its case", async () => {
    const as = { account: "100000000002" };
    await iam().call(CreatePolicy, { PolicyName: "Read", PolicyDocument: policyOf("sqs:Get*") }, as);
    const again = { PolicyName: "read", Path: "/other/", PolicyDocument: policyOf("sqs:Get*") };
    expect(await refusal(iam().call(CreatePolicy, again, as))).toBe(
      "EntityAlreadyExistsException: A policy called read already exists. Duplicate names are not allowed.",
    );
  });

  test("a policy is found by its whole ARN, with path and account", async () => {
    const as = { account: "100000000003" };
    await iam().call(CreatePolicy, { PolicyName: "Read", Path: "/team/", PolicyDocument: policyOf("sqs:Get*") }, as);
    for (const PolicyArn of ["arn:aws:iam::100000000003:policy/Read", "arn:aws:iam::100000000004:policy/team/Read"]) {
      expect(await refusal(iam().call(GetPolicy, { PolicyArn }, as))).toBe(
        `NoSuchEntityException: Policy ${PolicyArn} was not found.`,
      );
    }
  });

  test("a document that is no policy is refused", async () => {
    const as = { account: "100000000005" };
    const input = { PolicyName: "Broken", PolicyDocument: policyOf("everything") };
    expect(await refusal(iam().call(CreatePolicy, input, as))).toBe(
      "MalformedPolicyDocument: Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.",
    );
  });

  test("white space does not count for the size of a policy", async () => {
    const as = { account: "100000000006" };
    const fits = policyOf("sqs:Get*").replace("{", `{${" ".repeat(7000)}`);
    await iam().call(CreatePolicy, { PolicyName: "Spacious", PolicyDocument: fits }, as);
    const long = policyOf(`sqs:${"a".repeat(6144)}`);
    expect(await refusal(iam().call(CreatePolicy, { PolicyName: "Long", PolicyDocument: long }, as))).toBe(
      "LimitExceededException: Cannot exceed quota for PolicySize: 6144",
    );
  });

  test("a policy that is attached, or has versions, is not deleted", async () => {
    const as = { account: "100000000007" };
    const PolicyArn = "arn:aws:iam::100000000007:policy/Read";
    await iam().call(CreatePolicy, { PolicyName: "Read", PolicyDocument: policyOf("sqs:Get*") }, as);
    await iam().call(CreateUser, { UserName: "ada" }, as);
    await iam().call(AttachUserPolicy, { UserName: "ada", PolicyArn }, as);
    const attached = "DeleteConflictException: Cannot delete a policy attached to entities.";
    expect(await refusal(iam().call(DeletePolicy, { PolicyArn }, as))).toBe(attached);

    await iam().call(DetachUserPolicy, { UserName: "ada", PolicyArn }, as);
    await iam().call(PutUserPermissionsBoundary, { UserName: "ada", PermissionsBoundary: PolicyArn }, as);
    expect(await refusal(iam().call(DeletePolicy, { PolicyArn }, as))).toBe(attached);

    await iam().call(PutUserPermissionsBoundary, { UserName: "ada", PermissionsBoundary: READ_ONLY }, as);
    await iam().call(CreatePolicyVersion, { PolicyArn, PolicyDocument: policyOf("sqs:*") }, as);
    expect(await refusal(iam().call(DeletePolicy, { PolicyArn }, as))).toBe(
      "DeleteConflictException: This policy has more than one version. Before you delete a policy, you must delete " +
        "the policy's versions. The default version is deleted with the policy.",
    );

    await iam().call(DeletePolicyVersion, { PolicyArn, VersionId: "v2" }, as);
    await iam().call(DeletePolicy, { PolicyArn }, as);
    expect(await refusal(iam().call(GetPolicy, { PolicyArn }, as))).toBe(
      `NoSuchEntityException: Policy ${PolicyArn} was not found.`,
    );
  });

  test("a policy is deleted or attached, never both", async () => {
    const as = { account: "100000000008" };
    await iam().call(CreateUser, { UserName: "ada" }, as);
    for (let round = 0; round < 20; round++) {
      const PolicyArn = `arn:aws:iam::100000000008:policy/Race${round}`;
      await iam().call(CreatePolicy, { PolicyName: `Race${round}`, PolicyDocument: policyOf("sqs:Get*") }, as);
      const outcomes = await Promise.allSettled([
        iam().call(DeletePolicy, { PolicyArn }, as),
        iam().call(AttachUserPolicy, { UserName: "ada", PolicyArn }, as),
      ]);
      expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      if (outcomes[1].status === "fulfilled") await iam().call(DetachUserPolicy, { UserName: "ada", PolicyArn }, as);
    }
  });

  test("AWS's own policies are there, and not to be changed", async () => {
    const as = { account: "100000000009" };
    const { Policy } = await iam().call(GetPolicy, { PolicyArn: READ_ONLY }, as);
    expect(Policy).toMatchObject({ PolicyName: "ReadOnlyAccess", Arn: READ_ONLY, AttachmentCount: 0, Tags: [] });
    const VersionId = Policy?.DefaultVersionId ?? "";
    const { PolicyVersion } = await iam().call(GetPolicyVersion, { PolicyArn: READ_ONLY, VersionId }, as);
    expect(JSON.parse(decodeURIComponent(PolicyVersion?.Document ?? ""))).toHaveProperty("Statement");
    const denied = "AccessDenied: Policy is outside your own account.";
    expect(await refusal(iam().call(DeletePolicy, { PolicyArn: READ_ONLY }, as))).toBe(denied);
    expect(await refusal(iam().call(TagPolicy, { PolicyArn: READ_ONLY, Tags: [] }, as))).toBe(denied);
    const version = { PolicyArn: READ_ONLY, PolicyDocument: policyOf("sqs:*") };
    expect(await refusal(iam().call(CreatePolicyVersion, version, as))).toBe(denied);
  });
});

describe("versions of a policy", () => {
  test("five are kept, and a deleted one's number is not given again", async () => {
    const as = { account: "100000000010" };
    const PolicyArn = "arn:aws:iam::100000000010:policy/Read";
    const PolicyDocument = policyOf("sqs:Get*");
    await iam().call(CreatePolicy, { PolicyName: "Read", PolicyDocument }, as);
    const second = await iam().call(CreatePolicyVersion, { PolicyArn, PolicyDocument, SetAsDefault: true }, as);
    expect(second.PolicyVersion).toEqual({ VersionId: "v2", IsDefaultVersion: true, CreateDate: expect.any(Date) });
    for (let more = 0; more < 3; more++) await iam().call(CreatePolicyVersion, { PolicyArn, PolicyDocument }, as);
    expect(await refusal(iam().call(CreatePolicyVersion, { PolicyArn, PolicyDocument }, as))).toBe(
      "LimitExceededException: A managed policy can have up to 5 versions. Before you create a new version, you must " +
        "delete an existing version.",
    );
    await iam().call(DeletePolicyVersion, { PolicyArn, VersionId: "v5" }, as);
    const { PolicyVersion } = await iam().call(CreatePolicyVersion, { PolicyArn, PolicyDocument }, as);
    expect(PolicyVersion).toMatchObject({ VersionId: "v6", IsDefaultVersion: false });
    const { Versions } = await iam().call(ListPolicyVersions, { PolicyArn }, as);
    expect(Versions?.map(({ VersionId }) => VersionId)).toEqual(["v6", "v4", "v3", "v2", "v1"]);
  });

  test("versions come in pages, newest first, the tenth before the ninth", async () => {
    const as = { account: "100000000011" };
    const PolicyArn = "arn:aws:iam::100000000011:policy/Read";
    const PolicyDocument = policyOf("sqs:Get*");
    await iam().call(CreatePolicy, { PolicyName: "Read", PolicyDocument }, as);
    for (let version = 2; version <= 10; version++) {
      await iam().call(CreatePolicyVersion, { PolicyArn, PolicyDocument }, as);
      if (version > 4) await iam().call(DeletePolicyVersion, { PolicyArn, VersionId: `v${version - 2}` }, as);
    }
    const first = await iam().call(ListPolicyVersions, { PolicyArn, MaxItems: 2 }, as);
    expect(first.Versions?.map(({ VersionId }) => VersionId)).toEqual(["v10", "v9"]);
    expect(first.IsTruncated).toBe(true);
    const rest = await iam().call(ListPolicyVersions, { PolicyArn, Marker: first.Marker }, as);
    expect(rest).toMatchObject({ Versions: [{ VersionId: "v2" }, { VersionId: "v1" }], IsTruncated: false });
  });

  test("the default version can be another one, and is not deleted", async () => {
    const as = { account: "100000000012" };
    const PolicyArn = "arn:aws:iam::100000000012:policy/Read";
    await iam().call(CreatePolicy, { PolicyName: "Read", PolicyDocument: policyOf("sqs:Get*") }, as);
    await iam().call(CreatePolicyVersion, { PolicyArn, PolicyDocument: policyOf("sqs:*"), SetAsDefault: true }, as);
    await iam().call(SetDefaultPolicyVersion, { PolicyArn, VersionId: "v1" }, as);
    expect(await refusal(iam().call(DeletePolicyVersion, { PolicyArn, VersionId: "v1" }, as))).toBe(
      "DeleteConflictException: Cannot delete the default version of a policy.",
    );
    const { PolicyVersion } = await iam().call(GetPolicyVersion, { PolicyArn, VersionId: "v1" }, as);
    expect(PolicyVersion?.IsDefaultVersion).toBe(true);
    expect(PolicyVersion?.Document).toBe(
      encodeURIComponent(policyOf("sqs:Get*")).replace("*", "%2A").replace("*", "%2A"),
    );
  });

  test("a missing version and a missing policy are missed in the same words", async () => {
    const as = { account: "100000000013" };
    const PolicyArn = "arn:aws:iam::100000000013:policy/Read";
    const words = `NoSuchEntityException: Policy ${PolicyArn} version v9 does not exist or is not attachable.`;
    expect(await refusal(iam().call(GetPolicyVersion, { PolicyArn, VersionId: "v9" }, as))).toBe(words);
    await iam().call(CreatePolicy, { PolicyName: "Read", PolicyDocument: policyOf("sqs:Get*") }, as);
    expect(await refusal(iam().call(GetPolicyVersion, { PolicyArn, VersionId: "v9" }, as))).toBe(words);
    expect(await refusal(iam().call(DeletePolicyVersion, { PolicyArn, VersionId: "v9" }, as))).toBe(words);
    expect(await refusal(iam().call(SetDefaultPolicyVersion, { PolicyArn, VersionId: "v9" }, as))).toBe(words);
  });
});

describe("tags of a policy", () => {
  test("keys that differ in case are different, and are listed by length", async () => {
    const as = { account: "100000000014" };
    const PolicyArn = "arn:aws:iam::100000000014:policy/Read";
    const Tags = ["abc", "b", "B"].map((Key) => ({ Key, Value: "1" }));
    await iam().call(CreatePolicy, { PolicyName: "Read", PolicyDocument: policyOf("sqs:Get*"), Tags }, as);
    await iam().call(TagPolicy, { PolicyArn, Tags: [{ Key: "b", Value: "2" }] }, as);
    await iam().call(UntagPolicy, { PolicyArn, TagKeys: ["B", "none"] }, as);
    expect(await iam().call(ListPolicyTags, { PolicyArn }, as)).toEqual({
      Tags: [
        { Key: "b", Value: "2" },
        { Key: "abc", Value: "1" },
      ],
      IsTruncated: false,
    });
    const twice = { PolicyArn, Tags: [1, 2].map((value) => ({ Key: "x", Value: String(value) })) };
    expect(await refusal(iam().call(TagPolicy, twice, as))).toBe("InvalidInputException: Duplicate tag keys found.");
  });
});

describe("lists of policies", () => {
  test("a scope is the account's, AWS's, or both", async () => {
    const as = { account: "100000000015" };
    await iam().call(CreatePolicy, { PolicyName: "Zebra", PolicyDocument: policyOf("sqs:Get*") }, as);
    const local = await iam().call(ListPolicies, { Scope: "Local" }, as);
    expect(local).toMatchObject({ Policies: [{ PolicyName: "Zebra" }], IsTruncated: false });
    expect(local.Policies?.[0]).not.toHaveProperty("Tags");
    const first = await iam().call(ListPolicies, { MaxItems: 2 }, as);
    expect(first.Policies?.map(({ Arn }) => Arn?.split(":")[4])).toEqual(["100000000015", "aws"]);
    const second = await iam().call(ListPolicies, { MaxItems: 1, Marker: first.Marker }, as);
    const aws = await iam().call(ListPolicies, { Scope: "AWS", MaxItems: 2 }, as);
    expect([first.Policies?.[1], second.Policies?.[0]]).toEqual(aws.Policies);
  });

  test("all of AWS's policies come, page by page", async () => {
    const as = { account: "100000000016" };
    const arns = new Set<string | undefined>();
    let Marker: string | undefined;
    do {
      const page = await iam().call(ListPolicies, { Scope: "AWS", MaxItems: 500, Marker }, as);
      for (const { Arn } of page.Policies ?? []) arns.add(Arn);
      Marker = page.Marker;
    } while (Marker !== undefined);
    expect(arns.size).toBeGreaterThan(1000);
    expect(arns).toContain(READ_ONLY);
  });

  test("only those that are attached, under a path, or that are a boundary", async () => {
    const as = { account: "100000000017" };
    for (const PolicyName of ["Attached", "Boundary", "Unused"]) {
      await iam().call(CreatePolicy, { PolicyName, Path: "/team/", PolicyDocument: policyOf("sqs:Get*") }, as);
    }
    await iam().call(CreateUser, { UserName: "ada" }, as);
    const team = "arn:aws:iam::100000000017:policy/team/";
    await iam().call(AttachUserPolicy, { UserName: "ada", PolicyArn: `${team}Attached` }, as);
    await iam().call(AttachUserPolicy, { UserName: "ada", PolicyArn: READ_ONLY }, as);
    await iam().call(PutUserPermissionsBoundary, { UserName: "ada", PermissionsBoundary: `${team}Boundary` }, as);
    const names = async (input: Parameters<typeof ListPolicies>[0]): Promise<unknown> =>
      (await iam().call(ListPolicies, input, as)).Policies?.map(({ PolicyName }) => PolicyName);
    expect(await names({ OnlyAttached: true })).toEqual(["Attached", "ReadOnlyAccess"]);
    expect(await names({ OnlyAttached: true, PathPrefix: "/team/" })).toEqual(["Attached"]);
    expect(await names({ OnlyAttached: true, PolicyUsageFilter: "PermissionsBoundary" })).toEqual(["Boundary"]);
    expect(await names({ Scope: "Local", PathPrefix: "/other/" })).toEqual([]);
  });
});

describe("who uses a policy", () => {
  test("users and roles are told by kind, usage and path, each once", async () => {
    const as = { account: "100000000018" };
    const PolicyArn = "arn:aws:iam::100000000018:policy/Read";
    await iam().call(CreatePolicy, { PolicyName: "Read", PolicyDocument: policyOf("sqs:Get*") }, as);
    await iam().call(CreateUser, { UserName: "Ada", Path: "/team/" }, as);
    await iam().call(CreateUser, { UserName: "Bob" }, as);
    await iam().call(CreateRole, { RoleName: "Runner", AssumeRolePolicyDocument: TRUST }, as);
    await iam().call(AttachUserPolicy, { UserName: "ada", PolicyArn }, as);
    await iam().call(AttachRolePolicy, { RoleName: "runner", PolicyArn }, as);
    await iam().call(PutUserPermissionsBoundary, { UserName: "ada", PermissionsBoundary: PolicyArn }, as);
    await iam().call(PutUserPermissionsBoundary, { UserName: "bob", PermissionsBoundary: PolicyArn }, as);

    const names = async (input: Omit<Parameters<typeof ListEntitiesForPolicy>[0], "PolicyArn">): Promise<unknown> => {
      const { PolicyUsers, PolicyRoles } = await iam().call(ListEntitiesForPolicy, { ...input, PolicyArn }, as);
      return [...(PolicyUsers ?? []).map((one) => one.UserName), ...(PolicyRoles ?? []).map((one) => one.RoleName)];
    };
    expect(await names({})).toEqual(["Ada", "Bob", "Runner"]);
    expect(await names({ EntityFilter: "Role" })).toEqual(["Runner"]);
    expect(await names({ EntityFilter: "LocalManagedPolicy" })).toEqual([]);
    expect(await names({ PathPrefix: "/team/" })).toEqual(["Ada"]);
    expect(await names({ PolicyUsageFilter: "PermissionsPolicy" })).toEqual(["Ada", "Runner"]);
    expect(await names({ PolicyUsageFilter: "PermissionsBoundary" })).toEqual(["Ada", "Bob"]);

    const first = await iam().call(ListEntitiesForPolicy, { PolicyArn, MaxItems: 1 }, as);
    expect(first).toMatchObject({ PolicyRoles: [{ RoleName: "Runner" }], PolicyUsers: [], IsTruncated: true });
    const rest = await iam().call(ListEntitiesForPolicy, { PolicyArn, Marker: first.Marker }, as);
    expect(rest).toMatchObject({ PolicyRoles: [], PolicyUsers: [{ UserName: "Ada" }, { UserName: "Bob" }] });
  });

  test("a policy that is not there is missed", async () => {
    const PolicyArn = "arn:aws:iam::100000000019:policy/None";
    expect(await refusal(iam().call(ListEntitiesForPolicy, { PolicyArn }, { account: "100000000019" }))).toBe(
      `NoSuchEntityException: Policy ${PolicyArn} does not exist or is not attachable.`,
    );
  });
});
