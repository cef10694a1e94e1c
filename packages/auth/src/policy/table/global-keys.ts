import {
  ACCOUNT,
  ALICE,
  allow,
  ANYBODY,
  BOB,
  type Case,
  FEDERATED,
  OTHER_ACCOUNT,
  PAGES,
  ROLE_ARN,
  ROOT,
  SESSION,
  SESSION_ARN,
  SNS,
} from "./case.ts";
import type { Principal } from "../principal.ts";

/** Who, a key that follows from who asks, a value, and whether it has that value. */
type Row = readonly [name: string, who: Principal, key: string, value: string, has: boolean];

const ROWS: readonly Row[] = [
  ["a user's aws:PrincipalArn is its ARN", ALICE, "aws:PrincipalArn", ALICE.arn, true],
  ["a session's aws:PrincipalArn is its role's ARN", SESSION, "aws:PrincipalArn", ROLE_ARN, true],
  ["a session's aws:PrincipalArn is not the session's", SESSION, "aws:PrincipalArn", SESSION_ARN, false],
  ["a federated user's aws:PrincipalArn is its own", FEDERATED, "aws:PrincipalArn", FEDERATED.arn, true],
  ["root's aws:PrincipalArn is the account's", ROOT, "aws:PrincipalArn", ROOT.arn, true],
  ["a user's aws:PrincipalAccount", ALICE, "aws:PrincipalAccount", ACCOUNT, true],
  ["a stranger's aws:PrincipalAccount", BOB, "aws:PrincipalAccount", OTHER_ACCOUNT, true],
  ["a user's aws:PrincipalType", ALICE, "aws:PrincipalType", "User", true],
  ["a session's aws:PrincipalType", SESSION, "aws:PrincipalType", "AssumedRole", true],
  ["a federated user's aws:PrincipalType", FEDERATED, "aws:PrincipalType", "FederatedUser", true],
  ["root's aws:PrincipalType", ROOT, "aws:PrincipalType", "Account", true],
  ["anybody's aws:PrincipalType", ANYBODY, "aws:PrincipalType", "Anonymous", true],
  ["a user's aws:userid", ALICE, "aws:userid", "AIDAALICEALICEALICE12", true],
  [
    "a session's aws:userid is the role's and the session's name",
    SESSION,
    "aws:userid",
    "AROADEPLOYDEPLOYDEP12:ci",
    true,
  ],
  ["a federated user's aws:userid is the account and the name", FEDERATED, "aws:userid", `${ACCOUNT}:guest`, true],
  ["root's aws:userid is the account", ROOT, "aws:userid", ACCOUNT, true],
  ["anybody's aws:userid", ANYBODY, "aws:userid", "anonymous", true],
  ["a user's aws:username has no path", ALICE, "aws:username", "alice", true],
  ["a federated user has no aws:username", FEDERATED, "aws:username", "guest", false],
  ["root has no aws:username", ROOT, "aws:username", "root", false],
  ["a user is no service", ALICE, "aws:PrincipalIsAWSService", "false", true],
  ["a service is one", SNS, "aws:PrincipalIsAWSService", "true", true],
  ["a service has a name", SNS, "aws:PrincipalServiceName", "sns.amazonaws.com", true],
  ["a service has no account", SNS, "aws:PrincipalAccount", ACCOUNT, false],
];

/** A Deny in the resource's policy tells the value, whoever asks. */
const OF_THE_PRINCIPAL: readonly Case[] = ROWS.map(([name, who, key, value, has]) => ({
  name,
  source: PAGES.keys,
  who,
  resource: [
    allow({ Principal: "*", Resource: "*" }),
    allow({ Effect: "Deny", Principal: "*", Condition: { StringEquals: { [key]: value } } }),
  ],
  becomes: has ? "explicitDeny by resource" : "allow by resource",
}));

const ABAC = allow({ Condition: { StringEquals: { "aws:ResourceTag/project": "${aws:PrincipalTag/project}" } } });

const OF_THE_REQUEST: readonly Case[] = [
  {
    name: "the same tag on principal and resource",
    source: PAGES.attributes,
    identity: [ABAC],
    context: { "aws:PrincipalTag/project": "Heart", "aws:ResourceTag/project": "Heart" },
    becomes: "allow by identity",
  },
  {
    name: "different tags on principal and resource",
    source: PAGES.attributes,
    identity: [ABAC],
    context: { "aws:PrincipalTag/project": "Heart", "aws:ResourceTag/project": "Lightning" },
    becomes: "implicitDeny by identity",
  },
  {
    name: "the keys of tags are compared without their case",
    source: PAGES.keys,
    identity: [allow({ Condition: { StringEquals: { "aws:PrincipalTag/Team": "red" } } })],
    context: { "aws:principaltag/team": "red" },
    becomes: "allow by identity",
  },
  {
    name: "the request's own key wins over what follows from the principal",
    source: PAGES.keys,
    identity: [allow({ Condition: { StringEquals: { "aws:PrincipalAccount": OTHER_ACCOUNT } } })],
    context: { "aws:PrincipalAccount": OTHER_ACCOUNT },
    becomes: "allow by identity",
  },
];

export const GLOBAL_KEYS: readonly Case[] = [...OF_THE_PRINCIPAL, ...OF_THE_REQUEST];
