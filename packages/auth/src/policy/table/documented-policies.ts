import { ACCOUNT, ALICE, type Case, deny, PAGES, type StatementText } from "./case.ts";

const OWN = `arn:aws:iam::${ACCOUNT}:user/dev/alice`;
const BUCKET = "arn:aws:s3:::amzn-s3-demo-bucket";

/** "Allows MFA-authenticated users to manage their own credentials", shortened. */
const SELF_MANAGE: readonly StatementText[] = [
  { Sid: "AllowListActions", Effect: "Allow", Action: ["iam:ListUsers", "iam:ListVirtualMFADevices"], Resource: "*" },
  {
    Sid: "AllowManageOwnAccessKeys",
    Effect: "Allow",
    Action: ["iam:CreateAccessKey", "iam:DeleteAccessKey", "iam:EnableMFADevice"],
    Resource: "arn:aws:iam::*:user/dev/${aws:username}",
  },
  {
    Sid: "DenyAllExceptListedIfNoMFA",
    Effect: "Deny",
    NotAction: ["iam:EnableMFADevice", "iam:ListMFADevices", "sts:GetSessionToken"],
    Resource: "*",
    Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } },
  },
];
const WITH_MFA = { "aws:MultiFactorAuthPresent": "true" };
const WITHOUT_MFA = { "aws:MultiFactorAuthPresent": "false" };

const MFA: readonly Case[] = [
  {
    name: "with MFA a user manages its own keys",
    source: PAGES.mfa,
    action: "iam:CreateAccessKey",
    on: OWN,
    identity: SELF_MANAGE,
    context: WITH_MFA,
    becomes: "allow by identity",
  },
  {
    name: "with MFA a user does not manage another's keys",
    source: PAGES.mfa,
    action: "iam:CreateAccessKey",
    on: `arn:aws:iam::${ACCOUNT}:user/dev/bob`,
    identity: SELF_MANAGE,
    context: WITH_MFA,
    becomes: "implicitDeny by identity",
  },
  {
    name: "without MFA a user does not manage its own keys",
    source: PAGES.mfa,
    action: "iam:CreateAccessKey",
    on: OWN,
    identity: SELF_MANAGE,
    context: WITHOUT_MFA,
    becomes: "explicitDeny by identity",
  },
  {
    name: "with long-term keys, which know no MFA, neither",
    source: PAGES.mfa,
    action: "iam:CreateAccessKey",
    on: OWN,
    identity: SELF_MANAGE,
    becomes: "explicitDeny by identity",
  },
  {
    name: "without MFA a user may enable it",
    source: PAGES.mfa,
    action: "iam:EnableMFADevice",
    on: OWN,
    identity: SELF_MANAGE,
    context: WITHOUT_MFA,
    becomes: "allow by identity",
  },
  {
    name: "without MFA a user lists no users",
    source: PAGES.mfa,
    action: "iam:ListUsers",
    on: "*",
    identity: SELF_MANAGE,
    context: WITHOUT_MFA,
    becomes: "explicitDeny by identity",
  },
  {
    name: "with MFA a user lists users",
    source: PAGES.mfa,
    action: "iam:ListUsers",
    on: "*",
    identity: SELF_MANAGE,
    context: WITH_MFA,
    becomes: "allow by identity",
  },
];

/** "Allows access based on date and time". */
const DATED: readonly StatementText[] = [
  {
    Effect: "Allow",
    Action: "service-prefix:action-name",
    Resource: "*",
    Condition: {
      DateGreaterThan: { "aws:CurrentTime": "2020-04-01T00:00:00Z" },
      DateLessThan: { "aws:CurrentTime": "2020-06-30T23:59:59Z" },
    },
  },
];
const DURING = { source: PAGES.dates, action: "service-prefix:action-name", on: "*", identity: DATED } as const;

const DATES: readonly Case[] = [
  {
    ...DURING,
    name: "an action within the dates",
    context: { "aws:CurrentTime": "2020-05-15T12:00:00Z" },
    becomes: "allow by identity",
  },
  {
    ...DURING,
    name: "an action before the dates",
    context: { "aws:CurrentTime": "2020-03-31T23:59:59Z" },
    becomes: "implicitDeny by identity",
  },
  {
    ...DURING,
    name: "an action after the dates",
    context: { "aws:CurrentTime": "2020-07-01T00:00:00Z" },
    becomes: "implicitDeny by identity",
  },
];

const EVERYTHING: StatementText = { Effect: "Allow", Action: "*", Resource: "*" };

/** "Denies access to AWS based on the source IP": the ViaAWSService part lets services act for the user. */
const BY_ADDRESS: readonly StatementText[] = [
  EVERYTHING,
  deny({
    Action: "*",
    Resource: "*",
    Condition: {
      NotIpAddress: { "aws:SourceIp": ["192.0.2.0/24", "203.0.113.0/24"] },
      Bool: { "aws:ViaAWSService": "false" },
    },
  }),
];

const ADDRESSES: readonly Case[] = [
  {
    name: "from within the addresses",
    source: PAGES.denyIp,
    identity: BY_ADDRESS,
    context: { "aws:SourceIp": "203.0.113.7", "aws:ViaAWSService": "false" },
    becomes: "allow by identity",
  },
  {
    name: "from outside of the addresses",
    source: PAGES.denyIp,
    identity: BY_ADDRESS,
    context: { "aws:SourceIp": "198.51.100.7", "aws:ViaAWSService": "false" },
    becomes: "explicitDeny by identity",
  },
  {
    name: "through a service, from wherever",
    source: PAGES.denyIp,
    identity: BY_ADDRESS,
    context: { "aws:SourceIp": "198.51.100.7", "aws:ViaAWSService": "true" },
    becomes: "allow by identity",
  },
];

/** "Denies access to AWS based on the requested Region": global services are left out. */
const BY_REGION: readonly StatementText[] = [
  EVERYTHING,
  {
    Sid: "DenyAllOutsideRequestedRegions",
    Effect: "Deny",
    NotAction: ["cloudfront:*", "iam:*", "organizations:*", "route53:*", "support:*"],
    Resource: "*",
    Condition: { StringNotEquals: { "aws:RequestedRegion": ["eu-central-1", "eu-west-1", "eu-west-3"] } },
  },
];

const REGIONS: readonly Case[] = [
  {
    name: "in a region that is listed",
    source: PAGES.denyRegion,
    identity: BY_REGION,
    context: { "aws:RequestedRegion": "eu-west-1" },
    becomes: "allow by identity",
  },
  {
    name: "in a region that is not listed",
    source: PAGES.denyRegion,
    identity: BY_REGION,
    context: { "aws:RequestedRegion": "us-east-1" },
    becomes: "explicitDeny by identity",
  },
  {
    name: "a global service, wherever its region is",
    source: PAGES.denyRegion,
    action: "iam:GetUser",
    on: OWN,
    identity: BY_REGION,
    context: { "aws:RequestedRegion": "us-east-1" },
    becomes: "allow by identity",
  },
];

/** "Allows IAM users access to their S3 home directory". */
const HOME: readonly StatementText[] = [
  { Effect: "Allow", Action: ["s3:ListAllMyBuckets", "s3:GetBucketLocation"], Resource: "*" },
  {
    Effect: "Allow",
    Action: "s3:ListBucket",
    Resource: BUCKET,
    Condition: { StringLike: { "s3:prefix": ["", "home/", "home/${aws:username}/*"] } },
  },
  {
    Effect: "Allow",
    Action: "s3:*",
    Resource: [`${BUCKET}/home/\${aws:username}`, `${BUCKET}/home/\${aws:username}/*`],
  },
];
const AT_HOME = { source: PAGES.homeFolder, who: ALICE, identity: HOME } as const;

const HOMES: readonly Case[] = [
  {
    ...AT_HOME,
    name: "all buckets may be listed",
    action: "s3:ListAllMyBuckets",
    on: "*",
    becomes: "allow by identity",
  },
  {
    ...AT_HOME,
    name: "the bucket may be listed at its root",
    action: "s3:ListBucket",
    on: BUCKET,
    context: { "s3:prefix": "" },
    becomes: "allow by identity",
  },
  {
    ...AT_HOME,
    name: "the bucket may be listed at the own folder",
    action: "s3:ListBucket",
    on: BUCKET,
    context: { "s3:prefix": "home/alice/2026" },
    becomes: "allow by identity",
  },
  {
    ...AT_HOME,
    name: "the bucket may not be listed at another's folder",
    action: "s3:ListBucket",
    on: BUCKET,
    context: { "s3:prefix": "home/bob/" },
    becomes: "implicitDeny by identity",
  },
  {
    ...AT_HOME,
    name: "the bucket may not be listed without a prefix",
    action: "s3:ListBucket",
    on: BUCKET,
    becomes: "implicitDeny by identity",
  },
  {
    ...AT_HOME,
    name: "the own objects may be written",
    action: "s3:PutObject",
    on: `${BUCKET}/home/alice/letter.txt`,
    becomes: "allow by identity",
  },
  {
    ...AT_HOME,
    name: "another's objects may not be written",
    action: "s3:PutObject",
    on: `${BUCKET}/home/bob/letter.txt`,
    becomes: "implicitDeny by identity",
  },
  {
    ...AT_HOME,
    name: "a user whose name begins alike is another",
    action: "s3:PutObject",
    on: `${BUCKET}/home/alice2/letter.txt`,
    becomes: "implicitDeny by identity",
  },
];

export const DOCUMENTED_POLICIES: readonly Case[] = [...MFA, ...DATES, ...ADDRESSES, ...REGIONS, ...HOMES];
