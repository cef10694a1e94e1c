import { canonicalUserId } from "@skylab/aws";
import {
  ACCOUNT,
  ALICE,
  allow,
  ANYBODY,
  BOB,
  type Case,
  deny,
  OTHER_ACCOUNT,
  PAGES,
  ROLE_ARN,
  ROOT,
  SESSION,
  SESSION_ARN,
  SNS,
  type StatementText,
} from "./case.ts";

const TOPIC = `arn:aws:sns:us-east-1:${ACCOUNT}:news`;
const CANONICAL_USER = canonicalUserId(BOB.account);

const to = (principal: unknown, more: StatementText = {}): readonly StatementText[] => [
  allow({ Principal: principal, ...more }),
];

const NAMES: readonly Case[] = [
  { name: "a user by ARN", source: PAGES.principal, resource: to({ AWS: ALICE.arn }), becomes: "allow by resource" },
  {
    name: "a user by id, as IAM writes one that was deleted",
    source: PAGES.principal,
    resource: to({ AWS: ALICE.id }),
    becomes: "allow by resource",
  },
  {
    name: "a user of the same name and another id is another",
    source: PAGES.principal,
    resource: to({ AWS: "AIDAOTHEROTHEROTHER12" }),
    becomes: "implicitDeny by identity",
  },
  {
    name: "a user's ARN has its path",
    source: PAGES.principal,
    resource: to({ AWS: `arn:aws:iam::${ACCOUNT}:user/alice` }),
    becomes: "implicitDeny by identity",
  },
  {
    name: "a user's name is compared with its case",
    source: PAGES.principal,
    resource: to({ AWS: ALICE.arn.replace("alice", "Alice") }),
    becomes: "implicitDeny by identity",
  },
  {
    name: "one of several",
    source: PAGES.principal,
    resource: to({ AWS: [`arn:aws:iam::${ACCOUNT}:user/carol`, ALICE.arn] }),
    becomes: "allow by resource",
  },
  {
    name: "a star is no part of a name",
    source: PAGES.principal,
    resource: to({ AWS: `arn:aws:iam::${ACCOUNT}:user/*` }),
    becomes: "implicitDeny by identity",
  },
  {
    name: "a role by ARN, with its path",
    source: PAGES.principal,
    who: SESSION,
    resource: to({ AWS: ROLE_ARN }),
    becomes: "allow by resource",
  },
  {
    name: "a role by id",
    source: PAGES.principal,
    who: SESSION,
    resource: to({ AWS: "AROADEPLOYDEPLOYDEP12" }),
    becomes: "allow by resource",
  },
  {
    name: "a role of another id",
    source: PAGES.principal,
    who: SESSION,
    resource: to({ AWS: "AROAOTHEROTHEROTHER12" }),
    becomes: "implicitDeny by identity",
  },
  {
    name: "a session by ARN",
    source: PAGES.principal,
    who: SESSION,
    resource: to({ AWS: SESSION_ARN }),
    becomes: "allow by resource",
  },
  {
    name: "everybody as a star",
    source: PAGES.principal,
    resource: to("*"),
    becomes: "allow by resource",
  },
  {
    name: "everybody as a star among AWS's",
    source: PAGES.principal,
    resource: to({ AWS: "*" }),
    becomes: "allow by resource",
  },
  {
    name: "nobody without signature by an account",
    source: PAGES.principal,
    who: ANYBODY,
    resource: to({ AWS: ACCOUNT }),
    becomes: "implicitDeny by resource",
  },
  {
    name: "anybody as everybody",
    source: PAGES.principal,
    who: ANYBODY,
    resource: to("*"),
    becomes: "allow by resource",
  },
  {
    name: "anybody without a policy",
    source: PAGES.principal,
    who: ANYBODY,
    becomes: "implicitDeny by resource",
  },
  {
    name: "a Deny for everybody is for anybody too",
    source: PAGES.principal,
    who: ANYBODY,
    resource: [...to("*"), deny({ Principal: "*" })],
    becomes: "explicitDeny by resource",
  },
  {
    name: "an account by its canonical user id",
    source: PAGES.principal,
    who: BOB,
    identity: [allow()],
    resource: to({ CanonicalUser: CANONICAL_USER }),
    becomes: "allow by resource",
  },
  {
    name: "another canonical user id",
    source: PAGES.principal,
    who: BOB,
    identity: [allow()],
    resource: to({ CanonicalUser: canonicalUserId(ACCOUNT) }),
    becomes: "implicitDeny by resource",
  },
];

const SERVICES: readonly Case[] = [
  {
    name: "a service that is named",
    source: PAGES.principal,
    who: SNS,
    resource: to({ Service: "sns.amazonaws.com" }),
    becomes: "allow by resource",
  },
  {
    name: "a service of several",
    source: PAGES.principal,
    who: SNS,
    resource: to({ Service: ["s3.amazonaws.com", "sns.amazonaws.com"] }),
    becomes: "allow by resource",
  },
  {
    name: "another service",
    source: PAGES.principal,
    who: SNS,
    resource: to({ Service: "s3.amazonaws.com" }),
    becomes: "implicitDeny by resource",
  },
  { name: "a service without a policy", source: PAGES.principal, who: SNS, becomes: "implicitDeny by resource" },
  {
    name: "a service is not the account",
    source: PAGES.principal,
    who: SNS,
    resource: to({ AWS: ACCOUNT }),
    becomes: "implicitDeny by resource",
  },
  {
    name: "a user is no service",
    source: PAGES.principal,
    resource: to({ Service: "sns.amazonaws.com" }),
    becomes: "implicitDeny by identity",
  },
  {
    name: "a service for the topic that the condition names",
    source: PAGES.confusedDeputy,
    who: SNS,
    resource: to({ Service: "sns.amazonaws.com" }, { Condition: { ArnEquals: { "aws:SourceArn": TOPIC } } }),
    context: { "aws:SourceArn": TOPIC },
    becomes: "allow by resource",
  },
  {
    name: "a service for a topic of another account",
    source: PAGES.confusedDeputy,
    who: SNS,
    resource: to({ Service: "sns.amazonaws.com" }, { Condition: { StringEquals: { "aws:SourceAccount": ACCOUNT } } }),
    context: { "aws:SourceAccount": OTHER_ACCOUNT },
    becomes: "implicitDeny by resource",
  },
  {
    name: "a Deny but for services passes by a service",
    source: PAGES.keys,
    who: SNS,
    resource: [
      ...to({ Service: "sns.amazonaws.com" }),
      deny({ Principal: "*", Condition: { BoolIfExists: { "aws:PrincipalIsAWSService": "false" } } }),
    ],
    becomes: "allow by resource",
  },
];

/** A Deny for all but these. */
const allBut = (...names: readonly string[]): readonly StatementText[] => [
  { Effect: "Deny", NotPrincipal: { AWS: names }, Action: "sqs:*", Resource: "*" },
];

const NOT_PRINCIPAL: readonly Case[] = [
  {
    name: "NotPrincipal leaves out the user that it names with its account",
    source: PAGES.notPrincipal,
    identity: [allow()],
    resource: allBut(ALICE.arn, `arn:aws:iam::${ACCOUNT}:root`),
    becomes: "allow by identity",
  },
  {
    name: "NotPrincipal denies all others",
    source: PAGES.notPrincipal,
    identity: [allow()],
    resource: allBut(`arn:aws:iam::${ACCOUNT}:user/carol`),
    becomes: "explicitDeny by resource",
  },
  {
    name: "NotPrincipal with the account alone leaves out root, not its users",
    source: PAGES.notPrincipal,
    identity: [allow()],
    resource: allBut(`arn:aws:iam::${ACCOUNT}:root`),
    becomes: "explicitDeny by resource",
  },
  {
    name: "NotPrincipal with the account leaves out root",
    source: PAGES.notPrincipal,
    who: ROOT,
    resource: allBut(ACCOUNT),
    becomes: "allow by root",
  },
  {
    name: "NotPrincipal leaves out the session that it names with role and account",
    source: PAGES.notPrincipal,
    who: SESSION,
    identity: [allow()],
    resource: allBut(SESSION_ARN, ROLE_ARN, ACCOUNT),
    becomes: "allow by identity",
  },
  {
    name: "NotPrincipal with the role alone does not leave its sessions out",
    source: PAGES.notPrincipal,
    who: SESSION,
    identity: [allow()],
    resource: allBut(ROLE_ARN, ACCOUNT),
    becomes: "explicitDeny by resource",
  },
  {
    name: "NotPrincipal denies services",
    source: PAGES.notPrincipal,
    who: SNS,
    resource: [...to({ Service: "sns.amazonaws.com" }), ...allBut(ALICE.arn)],
    becomes: "explicitDeny by resource",
  },
  {
    name: "NotPrincipal denies anybody",
    source: PAGES.notPrincipal,
    who: ANYBODY,
    resource: [...to("*"), ...allBut(ALICE.arn)],
    becomes: "explicitDeny by resource",
  },
  {
    name: "NotPrincipal may name a service",
    source: PAGES.notPrincipal,
    who: SNS,
    resource: [
      ...to({ Service: "sns.amazonaws.com" }),
      { Effect: "Deny", NotPrincipal: { Service: "sns.amazonaws.com" }, Action: "sqs:*", Resource: "*" },
    ],
    becomes: "allow by resource",
  },
];

export const PRINCIPALS: readonly Case[] = [...NAMES, ...SERVICES, ...NOT_PRINCIPAL];
