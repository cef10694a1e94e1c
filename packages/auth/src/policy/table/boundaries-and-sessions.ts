import { ACCOUNT, allow, type Case, deny, ELSE, PAGES, ROLE_ARN, ROOT, SESSION } from "./case.ts";

const EVERYTHING = allow({ Action: "*", Resource: "*" });
const USERS = `arn:aws:iam::${ACCOUNT}:user/*`;

const BOUNDARIES: readonly Case[] = [
  {
    name: "a boundary allows nothing by itself",
    source: PAGES.boundaries,
    boundary: [EVERYTHING],
    becomes: "implicitDeny by identity",
  },
  {
    name: "what policy and boundary allow is allowed",
    source: PAGES.boundaries,
    identity: [allow()],
    boundary: [allow()],
    becomes: "allow by identity",
  },
  {
    name: "what the boundary does not allow is denied",
    source: PAGES.boundaries,
    identity: [EVERYTHING],
    boundary: [ELSE],
    becomes: "implicitDeny by boundary",
  },
  {
    name: "the documented user may not create users outside of its boundary",
    source: PAGES.boundaries,
    action: "iam:CreateUser",
    on: `arn:aws:iam::${ACCOUNT}:user/new`,
    identity: [allow({ Action: "iam:CreateUser", Resource: "*" })],
    boundary: [allow({ Action: ["s3:*", "cloudwatch:*", "ec2:*"], Resource: "*" })],
    becomes: "implicitDeny by boundary",
  },
  {
    name: "a boundary may allow by NotAction",
    source: PAGES.boundaries,
    identity: [allow()],
    boundary: [{ Effect: "Allow", NotAction: "iam:*", Resource: "*" }],
    becomes: "allow by identity",
  },
  {
    name: "a boundary may hold conditions",
    source: PAGES.boundaries,
    identity: [allow()],
    boundary: [allow({ Condition: { StringEquals: { "aws:RequestedRegion": "us-east-1" } } })],
    context: { "aws:RequestedRegion": "eu-west-1" },
    becomes: "implicitDeny by boundary",
  },
  {
    name: "a boundary may hold variables",
    source: PAGES.variables,
    identity: [allow()],
    boundary: [allow({ Resource: `arn:aws:sqs:*:*:\${aws:PrincipalTag/queue}` })],
    context: { "aws:PrincipalTag/queue": "jobs" },
    becomes: "allow by identity",
  },
  {
    name: "a boundary limits what the account allows itself through the resource's policy",
    source: PAGES.boundaries,
    identity: [allow()],
    boundary: [ELSE],
    resource: [allow({ Principal: { AWS: ACCOUNT } })],
    becomes: "implicitDeny by boundary",
  },
  {
    name: "a Deny with NotPrincipal denies whoever has a boundary, though it leaves it out",
    source: PAGES.notPrincipal,
    identity: [allow()],
    boundary: [EVERYTHING],
    resource: [
      {
        Effect: "Deny",
        NotPrincipal: { AWS: [`arn:aws:iam::${ACCOUNT}:user/dev/alice`, ACCOUNT] },
        Action: "sqs:*",
        Resource: "*",
      },
    ],
    becomes: "explicitDeny by resource",
  },
  {
    name: "a boundary that demands the same boundary of new users lets them be made with it",
    source: PAGES.boundaries,
    action: "iam:CreateUser",
    on: `arn:aws:iam::${ACCOUNT}:user/new`,
    identity: [
      allow({
        Action: "iam:CreateUser",
        Resource: USERS,
        Condition: { StringEquals: { "iam:PermissionsBoundary": `arn:aws:iam::${ACCOUNT}:policy/XCompanyBoundaries` } },
      }),
    ],
    context: { "iam:PermissionsBoundary": `arn:aws:iam::${ACCOUNT}:policy/XCompanyBoundaries` },
    becomes: "allow by identity",
  },
  {
    name: "and not without it",
    source: PAGES.boundaries,
    action: "iam:CreateUser",
    on: `arn:aws:iam::${ACCOUNT}:user/new`,
    identity: [
      allow({
        Action: "iam:CreateUser",
        Resource: USERS,
        Condition: { StringEquals: { "iam:PermissionsBoundary": `arn:aws:iam::${ACCOUNT}:policy/XCompanyBoundaries` } },
      }),
    ],
    becomes: "implicitDeny by identity",
  },
];

const ROLE = { who: SESSION, source: PAGES.policyTypes } as const;

const SESSIONS: readonly Case[] = [
  {
    ...ROLE,
    name: "a session without passed policies has its role's",
    identity: [allow()],
    becomes: "allow by identity",
  },
  {
    ...ROLE,
    name: "a passed policy allows nothing by itself",
    session: [EVERYTHING],
    becomes: "implicitDeny by identity",
  },
  {
    ...ROLE,
    name: "what role and passed policy allow is allowed",
    identity: [EVERYTHING],
    session: [allow()],
    becomes: "allow by identity",
  },
  {
    ...ROLE,
    name: "what the passed policy does not allow is denied",
    identity: [EVERYTHING],
    session: [ELSE],
    becomes: "implicitDeny by session",
  },
  {
    ...ROLE,
    name: "what the role does not allow, the passed policy cannot",
    identity: [ELSE],
    session: [EVERYTHING],
    becomes: "implicitDeny by identity",
  },
  {
    ...ROLE,
    name: "role, boundary and passed policy must all allow",
    identity: [EVERYTHING],
    boundary: [EVERYTHING],
    session: [allow()],
    becomes: "allow by identity",
  },
  {
    ...ROLE,
    name: "the boundary limits a session as it does its role",
    identity: [EVERYTHING],
    boundary: [ELSE],
    session: [EVERYTHING],
    becomes: "implicitDeny by boundary",
  },
  {
    ...ROLE,
    name: "a Deny in the passed policy wins",
    identity: [EVERYTHING],
    session: [EVERYTHING, deny()],
    becomes: "explicitDeny by session",
  },
  {
    ...ROLE,
    name: "the account that is named in the resource's policy leaves it to role and passed policy",
    identity: [allow()],
    session: [ELSE],
    resource: [allow({ Principal: { AWS: ACCOUNT } })],
    becomes: "implicitDeny by session",
  },
  {
    ...ROLE,
    name: "a role that is named in the resource's policy needs the passed policy only",
    session: [allow()],
    resource: [allow({ Principal: { AWS: ROLE_ARN } })],
    becomes: "allow by resource",
  },
  {
    name: "a session of root without passed policies is as root",
    source: PAGES.policyTypes,
    who: ROOT,
    becomes: "allow by root",
  },
];

export const BOUNDARIES_AND_SESSIONS: readonly Case[] = [...BOUNDARIES, ...SESSIONS];
