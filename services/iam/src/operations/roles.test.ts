import { SIDE_TABLES } from "@skylab/identity";
import { describe, expect, test } from "vitest";
import { requireRole } from "../store/roles.ts";
import { trustPolicyOf } from "../store/trust-policies.ts";
import { refusal } from "@skylab/service/testing";
import { useIam } from "../testing/use-iam.ts";
import { AttachRolePolicy } from "./AttachRolePolicy.ts";
import { CreateRole } from "./CreateRole.ts";
import { CreateServiceLinkedRole } from "./CreateServiceLinkedRole.ts";
import { CreateUser } from "./CreateUser.ts";
import { DeleteRole } from "./DeleteRole.ts";
import { DeleteRolePermissionsBoundary } from "./DeleteRolePermissionsBoundary.ts";
import { DeleteRolePolicy } from "./DeleteRolePolicy.ts";
import { DeleteServiceLinkedRole } from "./DeleteServiceLinkedRole.ts";
import { DeleteUser } from "./DeleteUser.ts";
import { DetachRolePolicy } from "./DetachRolePolicy.ts";
import { GetPolicy } from "./GetPolicy.ts";
import { GetRole } from "./GetRole.ts";
import { GetServiceLinkedRoleDeletionStatus } from "./GetServiceLinkedRoleDeletionStatus.ts";
import { ListAttachedRolePolicies } from "./ListAttachedRolePolicies.ts";
import { ListRoles } from "./ListRoles.ts";
import { ListRoleTags } from "./ListRoleTags.ts";
import { PutRolePermissionsBoundary } from "./PutRolePermissionsBoundary.ts";
import { PutRolePolicy } from "./PutRolePolicy.ts";
import { TagRole } from "./TagRole.ts";
import { UntagRole } from "./UntagRole.ts";
import { UpdateAssumeRolePolicy } from "./UpdateAssumeRolePolicy.ts";
import { UpdateRole } from "./UpdateRole.ts";
import { UpdateRoleDescription } from "./UpdateRoleDescription.ts";

const iam = useIam();

const trusting = (principal: unknown, more: object = {}): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: principal, Action: "sts:AssumeRole", ...more }],
  });
const TRUST = trusting({ Service: "ec2.amazonaws.com" });
const READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess";

describe("roles", () => {
  test("CreateRole tells the role, and GetRole more of it", async () => {
    const as = { account: "200000000001" };
    const { Role } = await iam().call(
      CreateRole,
      { RoleName: "Runner", Path: "/team/", AssumeRolePolicyDocument: TRUST, Description: "Runs" },
      as,
    );
    expect(Role).toEqual({
      RoleName: "Runner",
      RoleId: expect.stringMatching(/^AROA[A-Z0-9]{17}$/),
      Arn: "arn:aws:iam::200000000001:role/team/Runner",
      Path: "/team/",
      CreateDate: expect.any(Date),
      AssumeRolePolicyDocument: encodeURIComponent(TRUST),
    });
    const got = await iam().call(GetRole, { RoleName: "runner" }, as);
    expect(got.Role).toEqual({ ...Role, Description: "Runs", MaxSessionDuration: 3600, RoleLastUsed: {} });
    const listed = await iam().call(ListRoles, {}, as);
    expect(listed).toEqual({
      Roles: [{ ...Role, Description: "Runs", MaxSessionDuration: 3600 }],
      IsTruncated: false,
    });
  });

  test("a role says when it was last used", async () => {
    const as = { account: "200000000002" };
    await iam().call(CreateRole, { RoleName: "Runner", AssumeRolePolicyDocument: TRUST }, as);
    await iam().store.change(as.account, async (rows) => {
      rows.put(SIDE_TABLES.lastUses, { at: 1_700_000_000_000, service: "sqs", region: "eu-west-1" }, "role", "runner");
    });
    const { Role } = await iam().call(GetRole, { RoleName: "Runner" }, as);
    expect(Role?.RoleLastUsed).toEqual({ LastUsedDate: new Date(1_700_000_000_000), Region: "eu-west-1" });
  });

  test("names are given once, and missed in AWS's words", async () => {
    const as = { account: "200000000003" };
    await iam().call(CreateRole, { RoleName: "Runner", AssumeRolePolicyDocument: TRUST }, as);
    const again = { RoleName: "RUNNER", AssumeRolePolicyDocument: TRUST };
    expect(await refusal(iam().call(CreateRole, again, as))).toBe(
      "EntityAlreadyExistsException: Role with name RUNNER already exists.",
    );
    expect(await refusal(iam().call(GetRole, { RoleName: "Other" }, as))).toBe(
      "NoSuchEntityException: The role with name Other cannot be found.",
    );
  });

  test("lists are filtered by path and come in pages", async () => {
    const as = { account: "200000000004" };
    for (const [RoleName, Path] of [
      ["a", "/"],
      ["b", "/team/"],
      ["c", "/team/"],
      ["d", "/team/x/"],
    ] as const) {
      await iam().call(CreateRole, { RoleName, Path, AssumeRolePolicyDocument: TRUST }, as);
    }
    const first = await iam().call(ListRoles, { PathPrefix: "/team/", MaxItems: 2 }, as);
    expect(first.Roles?.map(({ RoleName }) => RoleName)).toEqual(["b", "c"]);
    const { Marker } = first;
    expect(await iam().call(ListRoles, { PathPrefix: "/team/", Marker }, as)).toMatchObject({
      Roles: [{ RoleName: "d" }],
      IsTruncated: false,
    });
  });

  test("UpdateRole changes what it is given, and leaves the rest", async () => {
    const as = { account: "200000000005" };
    const role = { RoleName: "Runner" };
    await iam().call(CreateRole, { ...role, AssumeRolePolicyDocument: TRUST, Description: "one" }, as);
    await iam().call(UpdateRole, { ...role, MaxSessionDuration: 7200 }, as);
    await iam().call(UpdateRole, role, as);
    expect((await iam().call(GetRole, role, as)).Role).toMatchObject({ Description: "one", MaxSessionDuration: 7200 });
    await iam().call(UpdateRole, { ...role, Description: "two" }, as);
    const { Role } = await iam().call(UpdateRoleDescription, { ...role, Description: "three" }, as);
    expect(Role).toMatchObject({ RoleName: "Runner", Description: "three" });
    expect(Role).not.toHaveProperty("MaxSessionDuration");
  });

  test("a role is deleted when nothing hangs on it", async () => {
    const as = { account: "200000000006" };
    const role = { RoleName: "Runner" };
    await iam().call(CreateRole, { ...role, AssumeRolePolicyDocument: TRUST, PermissionsBoundary: READ_ONLY }, as);
    await iam().call(AttachRolePolicy, { ...role, PolicyArn: READ_ONLY }, as);
    await iam().call(PutRolePolicy, { ...role, PolicyName: "own", PolicyDocument: ANYTHING }, as);
    expect(await refusal(iam().call(DeleteRole, role, as))).toBe(
      "DeleteConflictException: Cannot delete entity, must detach all policies first.",
    );
    await iam().call(DetachRolePolicy, { ...role, PolicyArn: READ_ONLY }, as);
    expect(await refusal(iam().call(DeleteRole, role, as))).toBe(
      "DeleteConflictException: Cannot delete entity, must delete policies first.",
    );
    await iam().call(DeleteRolePolicy, { ...role, PolicyName: "own" }, as);
    await iam().call(DeleteRole, role, as);
    const { Policy } = await iam().call(GetPolicy, { PolicyArn: READ_ONLY }, as);
    expect(Policy).toMatchObject({ AttachmentCount: 0, PermissionsBoundaryUsageCount: 0 });
  });
});

const ANYTHING = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
});

describe("tags of a role", () => {
  test("keys that differ in case are the same", async () => {
    const as = { account: "200000000007" };
    const twice = [
      { Key: "Team", Value: "red" },
      { Key: "team", Value: "blue" },
    ];
    const created = { RoleName: "Runner", AssumeRolePolicyDocument: TRUST };
    expect(await refusal(iam().call(CreateRole, { ...created, Tags: twice }, as))).toBe(
      "InvalidInputException: Duplicate tag keys found. Please note that Tag keys are case insensitive.",
    );
    const { Role } = await iam().call(CreateRole, { ...created, Tags: [{ Key: "Team", Value: "red" }] }, as);
    expect(Role?.Tags).toEqual([{ Key: "Team", Value: "red" }]);
    await iam().call(TagRole, { RoleName: "Runner", Tags: [{ Key: "team", Value: "" }] }, as);
    expect((await iam().call(ListRoleTags, { RoleName: "Runner" }, as)).Tags).toEqual([{ Key: "team", Value: "" }]);
    await iam().call(UntagRole, { RoleName: "Runner", TagKeys: ["TEAM"] }, as);
    expect((await iam().call(GetRole, { RoleName: "Runner" }, as)).Role).not.toHaveProperty("Tags");
  });
});

describe("trust policies", () => {
  test("what is no trust policy is refused with AWS's details", async () => {
    const as = { account: "200000000008" };
    const refusalOf = (AssumeRolePolicyDocument: string): Promise<string> =>
      refusal(iam().call(CreateRole, { RoleName: "Runner", AssumeRolePolicyDocument }, as));
    expect(await refusalOf("{")).toBe("MalformedPolicyDocument: This policy contains invalid Json");
    expect(await refusalOf(trusting({ Service: "ec2.amazonaws.com" }, { Resource: "*" }))).toBe(
      "MalformedPolicyDocument: Has prohibited field Resource",
    );
    expect(await refusalOf(trusting({ Service: "ec2.amazonaws.com" }, { Action: "sqs:SendMessage" }))).toBe(
      "MalformedPolicyDocument: AssumeRole policy may only specify STS AssumeRole actions.",
    );
    expect(await refusalOf(trusting({ Service: "ec2.amazonaws.com" }, { Sid: "a".repeat(2048) }))).toBe(
      "LimitExceededException: Cannot exceed quota for ACLSizePerRole: 2048",
    );
  });

  test("it names users and roles that are there", async () => {
    const as = { account: "200000000009" };
    const ada = "arn:aws:iam::200000000009:user/team/ada";
    const document = trusting({ AWS: ada });
    const missing = `MalformedPolicyDocumentException: Invalid principal in policy: "AWS":"${ada}"`;
    const create = { RoleName: "Runner", AssumeRolePolicyDocument: document };
    expect(await refusal(iam().call(CreateRole, create, as))).toBe(missing);
    await iam().call(CreateUser, { UserName: "ada" }, as);
    expect(await refusal(iam().call(CreateRole, create, as))).toBe(missing);
    await iam().call(DeleteUser, { UserName: "ada" }, as);
    await iam().call(CreateUser, { UserName: "ada", Path: "/team/" }, as);
    await iam().call(CreateRole, create, as);
    expect((await iam().call(GetRole, { RoleName: "Runner" }, as)).Role?.AssumeRolePolicyDocument).toBe(
      encodeURIComponent(document),
    );
  });

  test("it does not trust another one of a deleted user's name", async () => {
    const as = { account: "200000000010" };
    const ada = "arn:aws:iam::200000000010:user/ada";
    const { User } = await iam().call(CreateUser, { UserName: "ada" }, as);
    const others = ["arn:aws:iam::200000000099:role/there", "200000000099"];
    const document = trusting({ AWS: [ada, ...others] });
    await iam().call(CreateRole, { RoleName: "Runner", AssumeRolePolicyDocument: document }, as);
    await iam().call(DeleteUser, { UserName: "ada" }, as);
    await iam().call(CreateUser, { UserName: "ada" }, as);
    const rows = iam().store.of(as.account);
    const role = await requireRole(rows, "Runner");
    expect(await trustPolicyOf(rows, as.account, role)).toBe(trusting({ AWS: [User?.UserId, ...others] }));
    await iam().call(UpdateAssumeRolePolicy, { RoleName: "Runner", PolicyDocument: document }, as);
    const updated = await requireRole(rows, "Runner");
    expect(await trustPolicyOf(rows, as.account, updated)).toBe(document);
  });
});

const boundary = (arn: string): object => ({ PermissionsBoundaryType: "Policy", PermissionsBoundaryArn: arn });

describe("permissions boundaries of a role", () => {
  test("a boundary is set, changed and taken away", async () => {
    const as = { account: "200000000011" };
    const role = { RoleName: "Runner" };
    const create = { ...role, AssumeRolePolicyDocument: TRUST, PermissionsBoundary: READ_ONLY };
    expect((await iam().call(CreateRole, create, as)).Role?.PermissionsBoundary).toEqual(boundary(READ_ONLY));
    const PermissionsBoundary = "arn:aws:iam::aws:policy/PowerUserAccess";
    await iam().call(PutRolePermissionsBoundary, { ...role, PermissionsBoundary }, as);
    expect((await iam().call(GetRole, role, as)).Role?.PermissionsBoundary).toEqual(boundary(PermissionsBoundary));
    await iam().call(DeleteRolePermissionsBoundary, role, as);
    expect((await iam().call(GetRole, role, as)).Role).not.toHaveProperty("PermissionsBoundary");
    for (const PolicyArn of [READ_ONLY, PermissionsBoundary]) {
      const { Policy } = await iam().call(GetPolicy, { PolicyArn }, as);
      expect(Policy?.PermissionsBoundaryUsageCount).toBe(0);
    }
  });

  test("a boundary that is no policy, or is not there, is refused", async () => {
    const as = { account: "200000000012" };
    await iam().call(CreateRole, { RoleName: "Runner", AssumeRolePolicyDocument: TRUST }, as);
    const put = (PermissionsBoundary: string): Promise<string> =>
      refusal(iam().call(PutRolePermissionsBoundary, { RoleName: "Runner", PermissionsBoundary }, as));
    expect(await put("arn:aws:iam::200000000012:not_a_policy/x")).toBe(
      "InvalidInputException: ARN arn:aws:iam::200000000012:not_a_policy/x is not valid.",
    );
    expect(await put("arn:aws:iam::200000000012:policy/none")).toBe(
      "NoSuchEntityException: Scope ARN: arn:aws:iam::200000000012:policy/none does not exist or is not attachable.",
    );
  });
});

describe("service-linked roles", () => {
  test("a service's role has its path, its name, its policy and its trust", async () => {
    const as = { account: "200000000013" };
    const { Role } = await iam().call(CreateServiceLinkedRole, { AWSServiceName: "batch.amazonaws.com" }, as);
    expect(Role).toMatchObject({
      RoleName: "AWSServiceRoleForBatch",
      Path: "/aws-service-role/batch.amazonaws.com/",
      Arn: "arn:aws:iam::200000000013:role/aws-service-role/batch.amazonaws.com/AWSServiceRoleForBatch",
    });
    const attached = await iam().call(ListAttachedRolePolicies, { RoleName: "AWSServiceRoleForBatch" }, as);
    expect(attached.AttachedPolicies).toEqual([
      {
        PolicyName: "BatchServiceRolePolicy",
        PolicyArn: "arn:aws:iam::aws:policy/aws-service-role/BatchServiceRolePolicy",
      },
    ]);
  });

  test("a second one needs a suffix, which most services do not allow", async () => {
    const as = { account: "200000000014" };
    const batch = { AWSServiceName: "batch.amazonaws.com" };
    await iam().call(CreateServiceLinkedRole, batch, as);
    expect(await refusal(iam().call(CreateServiceLinkedRole, batch, as))).toBe(
      "InvalidInputException: Service role name AWSServiceRoleForBatch has been taken in this account, please try a " +
        "different suffix.",
    );
    expect(await refusal(iam().call(CreateServiceLinkedRole, { ...batch, CustomSuffix: "x" }, as))).toBe(
      "InvalidInputException: Custom suffix is not allowed for batch.amazonaws.com",
    );
    const scaling = { AWSServiceName: "autoscaling.amazonaws.com", CustomSuffix: "x" };
    const { Role } = await iam().call(CreateServiceLinkedRole, scaling, as);
    expect(Role?.RoleName).toBe("AWSServiceRoleForAutoScaling_x");
  });

  test("only its service changes it; its description is the account's", async () => {
    const as = { account: "200000000015" };
    const role = { RoleName: "AWSServiceRoleForECS" };
    await iam().call(CreateServiceLinkedRole, { AWSServiceName: "ecs.amazonaws.com" }, as);
    const refused =
      "UnmodifiableEntityException: Cannot perform the operation on the protected role 'AWSServiceRoleForECS' - " +
      "this role is only modifiable by AWS";
    const changes = [
      iam().call(DeleteRole, role, as),
      iam().call(AttachRolePolicy, { ...role, PolicyArn: READ_ONLY }, as),
      iam().call(PutRolePolicy, { ...role, PolicyName: "own", PolicyDocument: ANYTHING }, as),
      iam().call(UpdateAssumeRolePolicy, { ...role, PolicyDocument: TRUST }, as),
      iam().call(PutRolePermissionsBoundary, { ...role, PermissionsBoundary: READ_ONLY }, as),
      iam().call(UpdateRole, { ...role, MaxSessionDuration: 7200 }, as),
    ];
    for (const change of changes) expect(await refusal(change)).toBe(refused);
    await iam().call(UpdateRole, { ...role, Description: "ours" }, as);
    expect((await iam().call(GetRole, role, as)).Role?.Description).toBe("ours");
  });

  test("it is deleted by a task that can be asked about", async () => {
    const as = { account: "200000000016" };
    await iam().call(CreateServiceLinkedRole, { AWSServiceName: "ecs.amazonaws.com" }, as);
    await iam().call(CreateRole, { RoleName: "Runner", AssumeRolePolicyDocument: TRUST }, as);
    const deleted = await iam().call(DeleteServiceLinkedRole, { RoleName: "AWSServiceRoleForECS" }, as);
    const { DeletionTaskId = "" } = deleted;
    expect(DeletionTaskId).toMatch(
      /^task\/aws-service-role\/ecs\.amazonaws\.com\/AWSServiceRoleForECS\/[0-9a-f-]{36}$/,
    );
    expect(await iam().call(GetServiceLinkedRoleDeletionStatus, { DeletionTaskId }, as)).toEqual({
      Status: "SUCCEEDED",
    });
    expect((await iam().call(ListRoles, {}, as)).Roles).toHaveLength(1);
    const PolicyArn = "arn:aws:iam::aws:policy/aws-service-role/AmazonECSServiceRolePolicy";
    expect((await iam().call(GetPolicy, { PolicyArn }, as)).Policy?.AttachmentCount).toBe(0);
    expect(await refusal(iam().call(DeleteServiceLinkedRole, { RoleName: "Runner" }, as))).toBe(
      "NoSuchEntityException: The role with name Runner cannot be found.",
    );
  });
});
