import { SIDE_TABLES } from "@skylab/identity";
import { describe, expect, test } from "vitest";
import { refusal } from "@skylab/service/testing";
import { useIam } from "../testing/use-iam.ts";
import { AddUserToGroup } from "./AddUserToGroup.ts";
import { AttachGroupPolicy } from "./AttachGroupPolicy.ts";
import { CreateAccessKey } from "./CreateAccessKey.ts";
import { CreateGroup } from "./CreateGroup.ts";
import { CreatePolicy } from "./CreatePolicy.ts";
import { CreateRole } from "./CreateRole.ts";
import { CreateUser } from "./CreateUser.ts";
import { GenerateServiceLastAccessedDetails } from "./GenerateServiceLastAccessedDetails.ts";
import { GetAccountAuthorizationDetails } from "./GetAccountAuthorizationDetails.ts";
import { GetServiceLastAccessedDetails } from "./GetServiceLastAccessedDetails.ts";
import { GetServiceLastAccessedDetailsWithEntities } from "./GetServiceLastAccessedDetailsWithEntities.ts";
import { ListPoliciesGrantingServiceAccess } from "./ListPoliciesGrantingServiceAccess.ts";
import { PutRolePolicy } from "./PutRolePolicy.ts";
import { PutUserPolicy } from "./PutUserPolicy.ts";

const iam = useIam();

const allowing = (Action: string): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource: "*" }] });
const AssumeRolePolicyDocument = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
});
const READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess";

/** A user that may read queues by its group's managed policy, and send to them by its own. */
async function someUser(account: string): Promise<void> {
  const as = { account };
  await iam().call(CreateUser, { UserName: "ada" }, as);
  await iam().call(CreateGroup, { GroupName: "team" }, as);
  await iam().call(AddUserToGroup, { UserName: "ada", GroupName: "team" }, as);
  await iam().call(CreatePolicy, { PolicyName: "Read", PolicyDocument: allowing("sqs:Get*") }, as);
  await iam().call(AttachGroupPolicy, { GroupName: "team", PolicyArn: `arn:aws:iam::${account}:policy/Read` }, as);
  const own = { UserName: "ada", PolicyName: "send", PolicyDocument: allowing("sqs:SendMessage") };
  await iam().call(PutUserPolicy, own, as);
}

describe("policies that grant access to a service", () => {
  test("are a user's own and its groups'", async () => {
    const as = { account: "500000000001" };
    await someUser(as.account);
    const Arn = "arn:aws:iam::500000000001:user/ada";
    const answer = await iam().call(ListPoliciesGrantingServiceAccess, { Arn, ServiceNamespaces: ["sqs", "sns"] }, as);
    expect(answer.PoliciesGrantingServiceAccess).toEqual([
      {
        ServiceNamespace: "sqs",
        Policies: [
          { PolicyName: "send", PolicyType: "INLINE", EntityType: "USER", EntityName: "ada" },
          { PolicyName: "Read", PolicyType: "MANAGED", PolicyArn: "arn:aws:iam::500000000001:policy/Read" },
        ],
      },
      { ServiceNamespace: "sns", Policies: [] },
    ]);
  });
});

describe("the report of services last accessed", () => {
  test("tells the services that a user is allowed, and when it used them", async () => {
    const as = { account: "500000000002" };
    await someUser(as.account);
    const key = await iam().call(CreateAccessKey, { UserName: "ada" }, as);
    await iam().store.change(as.account, async (rows) => {
      const id = key.AccessKey?.AccessKeyId ?? "";
      rows.put(SIDE_TABLES.lastUses, { at: 1_700_000_000_000, service: "sqs", region: "eu-west-1" }, id);
    });
    const Arn = "arn:aws:iam::500000000002:user/ada";
    const { JobId = "" } = await iam().call(GenerateServiceLastAccessedDetails, { Arn }, as);
    expect(await iam().call(GetServiceLastAccessedDetails, { JobId }, as)).toMatchObject({
      JobStatus: "COMPLETED",
      JobType: "SERVICE_LEVEL",
      IsTruncated: false,
      ServicesLastAccessed: [
        {
          ServiceName: "Amazon SQS",
          ServiceNamespace: "sqs",
          TotalAuthenticatedEntities: 1,
          LastAuthenticated: new Date(1_700_000_000_000),
          LastAuthenticatedEntity: Arn,
          LastAuthenticatedRegion: "eu-west-1",
        },
      ],
    });
  });

  test("tells who could have used a policy", async () => {
    const as = { account: "500000000003" };
    await someUser(as.account);
    const Arn = "arn:aws:iam::500000000003:policy/Read";
    const { JobId = "" } = await iam().call(GenerateServiceLastAccessedDetails, { Arn }, as);
    const input = { JobId, ServiceNamespace: "sqs" };
    const { EntityDetailsList } = await iam().call(GetServiceLastAccessedDetailsWithEntities, input, as);
    expect(EntityDetailsList).toMatchObject([{ EntityInfo: { Name: "ada", Type: "USER", Path: "/" } }]);
  });

  test("is made of what is there, and kept apart by account", async () => {
    const as = { account: "500000000004" };
    await someUser(as.account);
    const generate = (Arn: string): Promise<unknown> => iam().call(GenerateServiceLastAccessedDetails, { Arn }, as);
    expect(await refusal(generate("arn:aws:iam::500000000004:user/bob"))).toBe(
      "NoSuchEntityException: The user with name bob cannot be found.",
    );
    expect(await refusal(generate("this-is-no-arn-at-all"))).toBe("ValidationError: Invalid ARN: Could not be parsed!");
    const Arn = "arn:aws:iam::500000000004:user/ada";
    const { JobId = "" } = await iam().call(GenerateServiceLastAccessedDetails, { Arn }, as);
    const other = iam().call(GetServiceLastAccessedDetails, { JobId }, { account: "500000000005" });
    expect(await refusal(other)).toBe(`NoSuchEntityException: The job with id ${JobId} cannot be found.`);
  });
});

describe("account authorization details", () => {
  test("tell everything of everybody", async () => {
    const as = { account: "500000000006" };
    await someUser(as.account);
    await iam().call(CreateRole, { RoleName: "Runner", AssumeRolePolicyDocument, PermissionsBoundary: READ_ONLY }, as);
    const inline = { PolicyName: "own", PolicyDocument: allowing("sqs:SendMessage") };
    await iam().call(PutRolePolicy, { RoleName: "Runner", ...inline }, as);
    const details = await iam().call(GetAccountAuthorizationDetails, {}, as);
    const send = encodeURIComponent(allowing("sqs:SendMessage")).replaceAll("*", "%2A");
    expect(details).toMatchObject({
      UserDetailList: [
        {
          UserName: "ada",
          GroupList: ["team"],
          UserPolicyList: [{ PolicyName: "send", PolicyDocument: send }],
          AttachedManagedPolicies: [],
          Tags: [],
        },
      ],
      GroupDetailList: [{ GroupName: "team", AttachedManagedPolicies: [{ PolicyName: "Read" }], GroupPolicyList: [] }],
      RoleDetailList: [
        {
          RoleName: "Runner",
          PermissionsBoundary: { PermissionsBoundaryArn: READ_ONLY },
          InstanceProfileList: [],
          RolePolicyList: [{ PolicyName: "own", PolicyDocument: send }],
          RoleLastUsed: {},
        },
      ],
      Policies: [
        { PolicyName: "Read", AttachmentCount: 1, PolicyVersionList: [{ VersionId: "v1", IsDefaultVersion: true }] },
        { PolicyName: "ReadOnlyAccess", PermissionsBoundaryUsageCount: 1 },
      ],
      IsTruncated: false,
    });
  });

  test("are filtered by kind, and come in pages across the kinds", async () => {
    const as = { account: "500000000007" };
    await someUser(as.account);
    const filtered = await iam().call(GetAccountAuthorizationDetails, { Filter: ["Group", "AWSManagedPolicy"] }, as);
    expect(filtered).toMatchObject({ UserDetailList: [], GroupDetailList: [{}], RoleDetailList: [], Policies: [] });

    const first = await iam().call(GetAccountAuthorizationDetails, { MaxItems: 1 }, as);
    expect(first).toMatchObject({ UserDetailList: [{ UserName: "ada" }], GroupDetailList: [], IsTruncated: true });
    const rest = await iam().call(GetAccountAuthorizationDetails, { Marker: first.Marker }, as);
    expect(rest).toMatchObject({
      UserDetailList: [],
      GroupDetailList: [{ GroupName: "team" }],
      Policies: [{ PolicyName: "Read" }],
      IsTruncated: false,
    });
  });
});
