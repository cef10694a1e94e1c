import type { Context } from "../context.ts";
import { allow, type Case, deny, PAGES } from "./case.ts";

const KEYS = "aws:TagKeys";
const ATTRIBUTES = "dynamodb:Attributes";

/** The values in the policy, the values in the request, and whether the condition holds. */
type Row = readonly [
  name: string,
  operator: string,
  policy: readonly string[],
  request: readonly string[] | undefined,
  holds: boolean,
];

const ROWS: readonly Row[] = [
  ["all values are among the policy's", "ForAllValues:StringEquals", ["a", "b"], ["a", "b"], true],
  ["some values of the policy's are not asked", "ForAllValues:StringEquals", ["a", "b"], ["b"], true],
  ["one value is not among the policy's", "ForAllValues:StringEquals", ["a", "b"], ["a", "c"], false],
  ["no value is among the policy's", "ForAllValues:StringEquals", ["a"], ["c"], false],
  ["all of no values are anything", "ForAllValues:StringEquals", ["a"], undefined, true],
  ["all of an empty list are anything", "ForAllValues:StringEquals", ["a"], [], true],
  ["an empty text is as no value to ForAllValues", "ForAllValues:StringEquals", ["a"], [""], true],
  [
    "all values are like the policy's",
    "ForAllValues:StringLike",
    ["env*", "cost*"],
    ["environment", "cost-center"],
    true,
  ],
  ["one value is not like the policy's", "ForAllValues:StringLike", ["env*"], ["environment", "team"], false],
  ["all values are the policy's in any case", "ForAllValues:StringEqualsIgnoreCase", ["A"], ["a", "A"], true],
  ["all values differ from the policy's", "ForAllValues:StringNotEquals", ["a", "b"], ["c", "d"], true],
  ["one value is the policy's", "ForAllValues:StringNotEquals", ["a", "b"], ["c", "a"], false],
  ["all numbers are less", "ForAllValues:NumericLessThan", ["10"], ["1", "9"], true],
  ["one number is not less", "ForAllValues:NumericLessThan", ["10"], ["1", "10"], false],
  ["any value is among the policy's", "ForAnyValue:StringEquals", ["a", "b"], ["c", "b"], true],
  ["none of the values is", "ForAnyValue:StringEquals", ["a", "b"], ["c", "d"], false],
  ["any of no values is nothing", "ForAnyValue:StringEquals", ["a"], undefined, false],
  ["any of an empty list is nothing", "ForAnyValue:StringEquals", ["a"], [], false],
  ["an empty text is as no value to ForAnyValue", "ForAnyValue:StringEquals", [""], [""], false],
  ["any value is like the policy's", "ForAnyValue:StringLike", ["env*"], ["team", "environment"], true],
  ["any value differs from the policy's", "ForAnyValue:StringNotEquals", ["a", "b"], ["a", "c"], true],
  ["no value differs from the policy's", "ForAnyValue:StringNotEquals", ["a", "b"], ["a", "b"], false],
  ["any value of none differs from nothing", "ForAnyValue:StringNotEquals", ["a"], undefined, false],
  [
    "any ARN is like the policy's",
    "ForAnyValue:ArnLike",
    ["arn:aws:sns:*:*:*"],
    ["arn:aws:s3:::b", "arn:aws:sns:r:1:t"],
    true,
  ],
  ["any of no values, if it exists", "ForAnyValue:StringEqualsIfExists", ["a"], undefined, true],
  ["any of other values, if it exists", "ForAnyValue:StringEqualsIfExists", ["a"], ["b"], false],
  ["all of other values, if they exist", "ForAllValues:StringEqualsIfExists", ["a"], ["b"], false],
];

const SET_OPERATORS: readonly Case[] = ROWS.map(([name, operator, policy, request, holds]) => ({
  name,
  source: PAGES.sets,
  identity: [allow({ Condition: { [operator]: { [KEYS]: policy } } })],
  context: request === undefined ? {} : { [KEYS]: request },
  becomes: holds ? "allow by identity" : "implicitDeny by identity",
}));

const TABLE = "arn:aws:dynamodb:us-east-1:111122223333:table/Thread";
const READ = { source: PAGES.sets, action: "dynamodb:GetItem", on: TABLE } as const;
const asks = (...attributes: readonly string[]): Context => ({ [ATTRIBUTES]: attributes });

/** The documented policy for the table Thread: only these attributes may be read, and these never. */
const ONLY = allow({
  Action: "dynamodb:*",
  Resource: TABLE,
  Condition: { "ForAllValues:StringLike": { [ATTRIBUTES]: ["PostDateTime", "Message", "Tags"] } },
});
const NEVER = deny({
  Action: "dynamodb:*",
  Resource: TABLE,
  Condition: { "ForAnyValue:StringLike": { [ATTRIBUTES]: ["ID", "PostDateTime"] } },
});

const DOCUMENTED: readonly Case[] = [
  {
    ...READ,
    name: "attributes that the policy lists",
    identity: [ONLY],
    context: asks("PostDateTime", "Message"),
    becomes: "allow by identity",
  },
  {
    ...READ,
    name: "an attribute that the policy does not list",
    identity: [ONLY],
    context: asks("PostDateTime", "ID"),
    becomes: "implicitDeny by identity",
  },
  {
    ...READ,
    name: "an attribute among those that are denied",
    identity: [ONLY, NEVER],
    context: asks("Message", "PostDateTime"),
    becomes: "explicitDeny by identity",
  },
  {
    ...READ,
    name: "attributes none of which is denied",
    identity: [ONLY, NEVER],
    context: asks("Message", "Tags"),
    becomes: "allow by identity",
  },
  {
    ...READ,
    name: "ForAllValues with Null demands that there are values",
    identity: [
      allow({
        Action: "dynamodb:*",
        Resource: TABLE,
        Condition: {
          "ForAllValues:StringEquals": { [ATTRIBUTES]: ["Tags"] },
          Null: { [ATTRIBUTES]: "false" },
        },
      }),
    ],
    becomes: "implicitDeny by identity",
  },
  {
    name: "tags with the documented keys may be set",
    source: PAGES.sets,
    action: "ec2:CreateTags",
    on: "*",
    identity: [
      allow({
        Action: "ec2:CreateTags",
        Resource: "*",
        Condition: {
          StringEquals: { "aws:RequestTag/environment": ["preprod", "production"] },
          "ForAllValues:StringEquals": { [KEYS]: ["environment", "cost-center"] },
        },
      }),
    ],
    context: { "aws:RequestTag/environment": "preprod", [KEYS]: ["environment"] },
    becomes: "allow by identity",
  },
  {
    name: "tags with another key may not",
    source: PAGES.sets,
    action: "ec2:CreateTags",
    on: "*",
    identity: [
      allow({
        Action: "ec2:CreateTags",
        Resource: "*",
        Condition: { "ForAllValues:StringEquals": { [KEYS]: ["environment", "cost-center"] } },
      }),
    ],
    context: { [KEYS]: ["environment", "team"] },
    becomes: "implicitDeny by identity",
  },
];

export const MULTI_VALUED_KEYS: readonly Case[] = [...SET_OPERATORS, ...DOCUMENTED];
