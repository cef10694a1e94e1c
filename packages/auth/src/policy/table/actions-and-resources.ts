import { ACCOUNT, allow, type Case, deny, OBJECT, PAGES, QUEUE, type StatementText } from "./case.ts";

const YES = "allow by identity";
const NO = "implicitDeny by identity";

const ON_ACTION = { source: PAGES.action } as const;
const ON_RESOURCE = { source: PAGES.resource } as const;

/** Statements that name what they are not about. */
const notAction = (actions: unknown, more: StatementText = {}): StatementText => ({
  Effect: "Allow",
  NotAction: actions,
  Resource: "*",
  ...more,
});
const notResource = (resources: unknown, more: StatementText = {}): StatementText => ({
  Effect: "Allow",
  Action: "*",
  NotResource: resources,
  ...more,
});

const ACTIONS: readonly Case[] = [
  { ...ON_ACTION, name: "an action by name", identity: [allow()], becomes: YES },
  {
    ...ON_ACTION,
    name: "an action of several",
    identity: [allow({ Action: ["sqs:ReceiveMessage", "sqs:SendMessage"] })],
    becomes: YES,
  },
  { ...ON_ACTION, name: "another action", identity: [allow({ Action: "sqs:ReceiveMessage" })], becomes: NO },
  {
    ...ON_ACTION,
    name: "action names are compared without their case",
    identity: [allow({ Action: "SQS:sendmessage" })],
    becomes: YES,
  },
  {
    ...ON_ACTION,
    name: "the request's action may be spelled in any case",
    action: "SQS:SENDMESSAGE",
    identity: [allow()],
    becomes: YES,
  },
  { ...ON_ACTION, name: "all actions of a service", identity: [allow({ Action: "sqs:*" })], becomes: YES },
  { ...ON_ACTION, name: "all actions of another service", identity: [allow({ Action: "sns:*" })], becomes: NO },
  { ...ON_ACTION, name: "all actions of all services", identity: [allow({ Action: "*" })], becomes: YES },
  { ...ON_ACTION, name: "a star at the end", identity: [allow({ Action: "sqs:Send*" })], becomes: YES },
  { ...ON_ACTION, name: "a star in the middle", identity: [allow({ Action: "sqs:S*ge" })], becomes: YES },
  {
    ...ON_ACTION,
    name: "a star at the beginning",
    action: "iam:ListAccessKeys",
    on: `arn:aws:iam::${ACCOUNT}:user/alice`,
    identity: [allow({ Action: "iam:*AccessKey*", Resource: "*" })],
    becomes: YES,
  },
  {
    ...ON_ACTION,
    name: "a star matches nothing too",
    identity: [allow({ Action: "sqs:SendMessage*" })],
    becomes: YES,
  },
  {
    ...ON_ACTION,
    name: "a prefix without a star is no prefix",
    identity: [allow({ Action: "sqs:Send" })],
    becomes: NO,
  },
  {
    ...ON_ACTION,
    name: "a question mark is one character",
    identity: [allow({ Action: "sqs:SendMessag?" })],
    becomes: YES,
  },
  {
    ...ON_ACTION,
    name: "a question mark is not no character",
    identity: [allow({ Action: "sqs:SendMessage?" })],
    becomes: NO,
  },
  {
    ...ON_ACTION,
    name: "a star does not make one service another",
    action: "sns:Publish",
    on: "*",
    identity: [allow({ Action: "sqs:*", Resource: "*" })],
    becomes: NO,
  },
  {
    source: PAGES.variables,
    name: "variables mean nothing in actions",
    identity: [allow({ Action: "sqs:${aws:PrincipalTag/action}" })],
    context: { "aws:PrincipalTag/action": "SendMessage" },
    becomes: NO,
  },
  {
    source: PAGES.notAction,
    name: "NotAction allows all but what it names",
    identity: [notAction("iam:*")],
    becomes: YES,
  },
  {
    source: PAGES.notAction,
    name: "NotAction does not allow what it names",
    action: "iam:CreateUser",
    on: `arn:aws:iam::${ACCOUNT}:user/new`,
    identity: [notAction("iam:*")],
    becomes: NO,
  },
  {
    source: PAGES.notAction,
    name: "NotAction of several leaves each of them out",
    identity: [notAction(["iam:*", "sqs:SendMessage"])],
    becomes: NO,
  },
  {
    source: PAGES.notAction,
    name: "what NotAction leaves out is not denied by it",
    identity: [notAction("sqs:*"), allow()],
    becomes: YES,
  },
  {
    source: PAGES.notAction,
    name: "a Deny with NotAction denies all but what it names",
    identity: [allow(), notAction("iam:*", { Effect: "Deny" })],
    becomes: "explicitDeny by identity",
  },
  {
    source: PAGES.notAction,
    name: "a Deny with NotAction does not deny what it names",
    identity: [allow(), notAction("sqs:Send*", { Effect: "Deny" })],
    becomes: YES,
  },
  {
    source: PAGES.notAction,
    name: "NotAction within a service's resources reaches no other service's",
    action: "s3:DeleteBucket",
    on: "arn:aws:s3:::amzn-s3-demo-bucket",
    identity: [notAction("s3:DeleteBucket", { Resource: "arn:aws:s3:::*" })],
    becomes: NO,
  },
];

const RESOURCES: readonly Case[] = [
  { ...ON_RESOURCE, name: "a resource of several", identity: [allow({ Resource: ["*:x", QUEUE] })], becomes: YES },
  { ...ON_RESOURCE, name: "another resource", identity: [allow({ Resource: `${QUEUE}2` })], becomes: NO },
  { ...ON_RESOURCE, name: "all resources", identity: [allow({ Resource: "*" })], becomes: YES },
  {
    ...ON_RESOURCE,
    name: "resource names are compared with their case",
    identity: [allow({ Resource: QUEUE.replace("jobs", "Jobs") })],
    becomes: NO,
  },
  {
    ...ON_RESOURCE,
    name: "a star stands for a segment",
    identity: [allow({ Resource: `arn:aws:sqs:*:${ACCOUNT}:jobs` })],
    becomes: YES,
  },
  {
    ...ON_RESOURCE,
    name: "stars stand for several segments",
    identity: [allow({ Resource: "arn:aws:sqs:*:*:jobs" })],
    becomes: YES,
  },
  {
    ...ON_RESOURCE,
    name: "a star at the end of the resource",
    identity: [allow({ Resource: `arn:aws:sqs:us-east-1:${ACCOUNT}:j*` })],
    becomes: YES,
  },
  {
    ...ON_RESOURCE,
    name: "a star at the end of a segment reaches over the colons behind it",
    identity: [allow({ Resource: "arn:aws:sqs:us-east-1:*" })],
    becomes: YES,
  },
  {
    ...ON_RESOURCE,
    name: "a star reaches over slashes",
    action: "s3:GetObject",
    on: "arn:aws:s3:::amzn-s3-demo-bucket/1/2/test/3/object.jpg",
    identity: [allow({ Action: "s3:GetObject", Resource: "arn:aws:s3:::amzn-s3-demo-bucket/*/test/*" })],
    becomes: YES,
  },
  {
    ...ON_RESOURCE,
    name: "what stands between stars must be there",
    action: "s3:GetObject",
    on: "arn:aws:s3:::amzn-s3-demo-bucket/1-test/object.jpg",
    identity: [allow({ Action: "s3:GetObject", Resource: "arn:aws:s3:::amzn-s3-demo-bucket/*/test/*" })],
    becomes: NO,
  },
  {
    ...ON_RESOURCE,
    name: "question marks stand for one character each",
    identity: [allow({ Resource: `arn:aws:sqs:us-east-1:${ACCOUNT}:j??s` })],
    becomes: YES,
  },
  {
    ...ON_RESOURCE,
    name: "question marks do not stand for two",
    identity: [allow({ Resource: `arn:aws:sqs:us-east-1:${ACCOUNT}:j?s` })],
    becomes: NO,
  },
  {
    ...ON_RESOURCE,
    name: "a bucket is not its objects",
    action: "s3:GetObject",
    on: OBJECT,
    identity: [allow({ Action: "s3:*", Resource: "arn:aws:s3:::amzn-s3-demo-bucket" })],
    becomes: NO,
  },
  {
    ...ON_RESOURCE,
    name: "objects are not their bucket",
    action: "s3:ListBucket",
    on: "arn:aws:s3:::amzn-s3-demo-bucket",
    identity: [allow({ Action: "s3:*", Resource: "arn:aws:s3:::amzn-s3-demo-bucket/*" })],
    becomes: NO,
  },
  {
    ...ON_RESOURCE,
    name: "an action on no resource needs a star",
    action: "sqs:ListQueues",
    on: "*",
    identity: [allow({ Action: "sqs:ListQueues", Resource: "*" })],
    becomes: YES,
  },
  {
    ...ON_RESOURCE,
    name: "an action on no resource is not allowed on one",
    action: "sqs:ListQueues",
    on: "*",
    identity: [allow({ Action: "sqs:*", Resource: QUEUE })],
    becomes: NO,
  },
  {
    ...ON_RESOURCE,
    name: "characters that mean something to regular expressions mean themselves",
    on: "arn:aws:sqs:us-east-1:111122223333:jobsxfifo",
    identity: [allow({ Resource: "arn:aws:sqs:us-east-1:111122223333:jobs.fifo" })],
    becomes: NO,
  },
  {
    source: PAGES.notResource,
    name: "NotResource allows on all but what it names",
    identity: [notResource("arn:aws:sqs:*:*:other")],
    becomes: YES,
  },
  {
    source: PAGES.notResource,
    name: "NotResource does not allow on what it names",
    identity: [notResource(QUEUE)],
    becomes: NO,
  },
  {
    source: PAGES.notResource,
    name: "NotResource of several leaves each of them out",
    identity: [notResource(["arn:aws:s3:::HRBucket/Payroll", "arn:aws:sqs:*"])],
    becomes: NO,
  },
  {
    source: PAGES.notResource,
    name: "a Deny with NotResource denies all but what it names",
    action: "s3:GetObject",
    on: "arn:aws:s3:::HRBucket/Reviews",
    identity: [
      allow({ Action: "s3:*", Resource: "*" }),
      notResource(["arn:aws:s3:::HRBucket/Payroll", "arn:aws:s3:::HRBucket/Payroll/*"], { Effect: "Deny" }),
    ],
    becomes: "explicitDeny by identity",
  },
  {
    source: PAGES.notResource,
    name: "a Deny with NotResource does not deny what it names",
    action: "s3:GetObject",
    on: "arn:aws:s3:::HRBucket/Payroll/2026",
    identity: [
      allow({ Action: "s3:*", Resource: "*" }),
      notResource(["arn:aws:s3:::HRBucket/Payroll", "arn:aws:s3:::HRBucket/Payroll/*"], { Effect: "Deny" }),
    ],
    becomes: YES,
  },
  {
    ...ON_RESOURCE,
    name: "a Deny on another resource denies nothing here",
    identity: [allow(), deny({ Resource: "arn:aws:sqs:*:*:other" })],
    becomes: YES,
  },
];

export const ACTIONS_AND_RESOURCES: readonly Case[] = [...ACTIONS, ...RESOURCES];
