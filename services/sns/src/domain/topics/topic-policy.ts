import { isAccountId, partitionOf } from "@skylab/aws";
import type { Refuse } from "../attribute-refusal.ts";
import { invalidParameter } from "../errors.ts";
import { isObject, listOf, parseJsonObject } from "../json.ts";
import { type TopicAddress, topicArn } from "./topic.ts";

/** https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-language-api-permissions-reference.html */
const MAX_POLICY_BYTES = 30 * 1024;
const MAX_STATEMENTS = 100;

/** What a topic's policy may speak of: the same page's, and `Receive`, which AWS's console writes. */
const TOPIC_ACTIONS: readonly string[] = [
  "AddPermission",
  "ConfirmSubscription",
  "DeleteTopic",
  "GetDataProtectionPolicy",
  "GetTopicAttributes",
  "ListSubscriptionsByTopic",
  "ListTagsForResource",
  "Publish",
  "PutDataProtectionPolicy",
  "Receive",
  "RemovePermission",
  "SetTopicAttributes",
  "Subscribe",
  "TagResource",
  "UntagResource",
];

/** What a topic has whose policy was never set. It allows AWS services on behalf of its owner, and nobody else. */
export const defaultPolicy = (topic: TopicAddress): string => JSON.stringify(defaultDocument(topic));

const defaultDocument = (topic: TopicAddress): Document => ({
  Version: "2008-10-17",
  Id: "__default_policy_ID",
  Statement: [
    {
      Sid: "__default_statement_ID",
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: [
        "SNS:GetTopicAttributes",
        "SNS:SetTopicAttributes",
        "SNS:AddPermission",
        "SNS:RemovePermission",
        "SNS:DeleteTopic",
        "SNS:Subscribe",
        "SNS:ListSubscriptionsByTopic",
        "SNS:Publish",
      ],
      Resource: topicArn(topic),
      Condition: { StringEquals: { "AWS:SourceOwner": topic.place.account } },
    },
  ],
});

type Statement = Readonly<Record<string, unknown>>;

type Document = Readonly<Record<string, unknown>> & { readonly Statement: readonly Statement[] };

/**
 * Checks the attribute Policy beyond its grammar, which packages/auth knows.
 * @throws AwsError InvalidParameter
 */
export function checkTopicPolicy(text: string, refuse: Refuse): void {
  const { Statement: statements } = readDocument(text, refuse);
  const isTooLarge = Buffer.byteLength(text) > MAX_POLICY_BYTES || statements.length > MAX_STATEMENTS;
  if (isTooLarge || statements.length === 0) throw malformed(refuse);
  for (const statement of statements) {
    for (const action of [...listOf(statement["Action"]), ...listOf(statement["NotAction"])]) {
      if (typeof action !== "string" || !isInScope(action)) throw outOfScope(refuse);
    }
  }
}

/** AWS says no more about what it cannot read. */
const malformed = (refuse: Refuse): Error => refuse("Policy Error: null");

const outOfScope = (refuse: Refuse): Error => refuse("Policy statement action out of service scope!");

function readDocument(text: string, refuse: Refuse): Document {
  const document = parseJsonObject(text);
  const statements = listOf(document?.["Statement"]);
  if (document === undefined || !statements.every(isObject)) throw malformed(refuse);
  return { ...document, Statement: statements };
}

function isInScope(action: string): boolean {
  const name = /^sns:(.+)$/i.exec(action)?.[1]?.toLowerCase();
  if (name === undefined) return action === "*";
  if (!/[*?]/.test(name)) return TOPIC_ACTIONS.some((known) => known.toLowerCase() === name);
  return true;
}

/** What AddPermission asks for. */
export type TopicPermission = {
  readonly label: string;
  readonly accounts: readonly string[];
  readonly actions: readonly string[];
};

/**
 * The policy of a topic with one permission more, as AWS writes it.
 * @throws AwsError InvalidParameter
 */
export function addPermission(topic: TopicAddress, text: string | undefined, permission: TopicPermission): string {
  const { accounts, actions, label } = permission;
  if (label === "") throw invalidParameter("Label");
  if (accounts.length === 0 || !accounts.every(isAccountId)) throw invalidParameter("AWSAccountId");
  if (actions.length === 0 || !actions.every((action) => isInScope(`sns:${action}`)))
    throw outOfScope(invalidParameter);
  const policy = text === undefined ? defaultDocument(topic) : readDocument(text, invalidParameter);
  if (policy.Statement.some(({ Sid }) => Sid === label)) throw invalidParameter("Statement already exists");
  const partition = partitionOf(topic.place.region);
  const statement = {
    Sid: label,
    Effect: "Allow",
    Principal: { AWS: oneOrAll(accounts.map((account) => `arn:${partition}:iam::${account}:root`)) },
    Action: oneOrAll(actions.map((action) => `SNS:${action}`)),
    Resource: topicArn(topic),
  };
  const changed = JSON.stringify({ ...policy, Statement: [...policy.Statement, statement] });
  checkTopicPolicy(changed, invalidParameter);
  return changed;
}

/** The policy of a topic without the permission of that label; it may have had none. */
export function removePermission(topic: TopicAddress, text: string | undefined, label: string): string | undefined {
  const policy = text === undefined ? defaultDocument(topic) : readDocument(text, invalidParameter);
  const statements = policy.Statement.filter(({ Sid }) => Sid !== label);
  if (statements.length === policy.Statement.length) return text;
  return JSON.stringify({ ...policy, Statement: statements });
}

/** AWS writes a list of one as its element. */
const oneOrAll = (items: readonly string[]): string | readonly string[] | undefined =>
  items.length === 1 ? items[0] : items;
