import { PAGES, type Case } from "./case.ts";
import { conditionCases, type ConditionRow } from "./condition-cases.ts";

const TAG = "aws:PrincipalTag/job-category";
const AGE = "aws:MultiFactorAuthAge";
const NOW = "aws:CurrentTime";
const IP = "aws:SourceIp";
const SOURCE = "aws:SourceArn";
const SECURE = "aws:SecureTransport";

const BOOLEANS_AND_BINARIES: readonly ConditionRow[] = [
  ["Bool true", { Bool: { [SECURE]: "true" } }, { [SECURE]: "true" }, true],
  ["Bool without quotation marks", { Bool: { [SECURE]: true } }, { [SECURE]: "true" }, true],
  ["Bool false", { Bool: { [SECURE]: "false" } }, { [SECURE]: "true" }, false],
  ["Bool in another case", { Bool: { [SECURE]: "True" } }, { [SECURE]: "true" }, true],
  ["Bool false without the key", { Bool: { "aws:MultiFactorAuthPresent": "false" } }, {}, false],
  [
    "BinaryEquals",
    { BinaryEquals: { key: "QmluYXJ5VmFsdWVJbkJhc2U2NA==" } },
    { key: "QmluYXJ5VmFsdWVJbkJhc2U2NA==" },
    true,
  ],
  ["BinaryEquals of other bytes", { BinaryEquals: { key: "QmluYXJ5" } }, { key: "YmluYXJ5" }, false],
];

const ADDRESSES: readonly ConditionRow[] = [
  ["IpAddress within the range", { IpAddress: { [IP]: "203.0.113.0/24" } }, { [IP]: "203.0.113.255" }, true],
  ["IpAddress outside of the range", { IpAddress: { [IP]: "203.0.113.0/24" } }, { [IP]: "203.0.114.0" }, false],
  ["IpAddress of one", { IpAddress: { [IP]: "203.0.113.5" } }, { [IP]: "203.0.113.5" }, true],
  ["IpAddress of another", { IpAddress: { [IP]: "203.0.113.5" } }, { [IP]: "203.0.113.6" }, false],
  [
    "IpAddress of several ranges",
    { IpAddress: { [IP]: ["192.0.2.0/24", "203.0.113.0/24"] } },
    { [IP]: "203.0.113.9" },
    true,
  ],
  [
    "IpAddress version 6 within the range",
    { IpAddress: { [IP]: "2001:DB8:1234:5678::/64" } },
    { [IP]: "2001:db8:1234:5678::1" },
    true,
  ],
  [
    "IpAddress version 6 outside of the range",
    { IpAddress: { [IP]: "2001:DB8:1234:5678::/64" } },
    { [IP]: "2001:db8:1234:5679::1" },
    false,
  ],
  [
    "IpAddress version 6 spelled otherwise",
    { IpAddress: { [IP]: "2001:db8::1" } },
    { [IP]: "2001:0db8:0:0::0001" },
    true,
  ],
  ["IpAddress of the other version", { IpAddress: { [IP]: "203.0.113.0/24" } }, { [IP]: "2001:db8::1" }, false],
  ["IpAddress of all", { IpAddress: { [IP]: "0.0.0.0/0" } }, { [IP]: "8.8.8.8" }, true],
  ["IpAddress without the key", { IpAddress: { [IP]: "0.0.0.0/0" } }, {}, false],
  ["NotIpAddress outside of the range", { NotIpAddress: { [IP]: "203.0.113.0/24" } }, { [IP]: "198.51.100.1" }, true],
  ["NotIpAddress within the range", { NotIpAddress: { [IP]: "203.0.113.0/24" } }, { [IP]: "203.0.113.1" }, false],
  [
    "NotIpAddress within one of the ranges",
    { NotIpAddress: { [IP]: ["192.0.2.0/24", "203.0.113.0/24"] } },
    { [IP]: "192.0.2.7" },
    false,
  ],
  ["NotIpAddress without the key", { NotIpAddress: { [IP]: "203.0.113.0/24" } }, {}, true],
];

const FINANCE = "arn:aws:someservice:*:111122223333:finance/*";
const TRICK = "arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt";
const TOPIC = "arn:aws:sns:us-east-1:123456789012:TOPIC-ID";

const ARNS: readonly ConditionRow[] = [
  ["ArnEquals of the same", { ArnEquals: { [SOURCE]: TOPIC } }, { [SOURCE]: TOPIC }, true],
  ["ArnEquals of another", { ArnEquals: { [SOURCE]: TOPIC } }, { [SOURCE]: `${TOPIC}2` }, false],
  [
    "ArnEquals with a star is as ArnLike",
    { ArnEquals: { [SOURCE]: "arn:aws:sns:*:123456789012:*" } },
    { [SOURCE]: TOPIC },
    true,
  ],
  [
    "ArnLike with a star for a component",
    { ArnLike: { [SOURCE]: "arn:aws:sns:*:*:TOPIC-ID" } },
    { [SOURCE]: TOPIC },
    true,
  ],
  ["ArnLike with a question mark", { ArnLike: { [SOURCE]: "arn:aws:sns:us-east-?:*:*" } }, { [SOURCE]: TOPIC }, true],
  ["ArnLike minds the case", { ArnLike: { [SOURCE]: "arn:aws:sns:*:*:topic-id" } }, { [SOURCE]: TOPIC }, false],
  ["ArnLike looks at each component by itself", { ArnLike: { [SOURCE]: FINANCE } }, { [SOURCE]: TRICK }, false],
  ["StringLike of the same reaches over colons", { StringLike: { [SOURCE]: FINANCE } }, { [SOURCE]: TRICK }, true],
  [
    "ArnLike lets the last component have colons",
    { ArnLike: { [SOURCE]: "arn:aws:logs:*:*:log-group:*" } },
    { [SOURCE]: "arn:aws:logs:us-east-1:1:log-group:a:*" },
    true,
  ],
  ["ArnLike without the key", { ArnLike: { [SOURCE]: "arn:aws:sns:*:*:*" } }, {}, false],
  ["ArnLike of what is no ARN", { ArnLike: { [SOURCE]: "arn:aws:sns:*:*:*" } }, { [SOURCE]: "news" }, false],
  ["ArnNotEquals of another", { ArnNotEquals: { [SOURCE]: TOPIC } }, { [SOURCE]: `${TOPIC}2` }, true],
  ["ArnNotEquals of the same", { ArnNotEquals: { [SOURCE]: TOPIC } }, { [SOURCE]: TOPIC }, false],
  ["ArnNotLike of the like", { ArnNotLike: { [SOURCE]: "arn:aws:sns:*:*:*" } }, { [SOURCE]: TOPIC }, false],
  ["ArnNotLike without the key", { ArnNotLike: { [SOURCE]: "arn:aws:sns:*:*:*" } }, {}, true],
];

const EXISTENCE: readonly ConditionRow[] = [
  ["…IfExists without the key", { StringLikeIfExists: { "ec2:InstanceType": ["t1.*", "t2.*"] } }, {}, true],
  [
    "…IfExists with a value that matches",
    { StringLikeIfExists: { "ec2:InstanceType": ["t1.*", "t2.*"] } },
    { "ec2:InstanceType": "t2.micro" },
    true,
  ],
  [
    "…IfExists with a value that does not",
    { StringLikeIfExists: { "ec2:InstanceType": ["t1.*", "t2.*"] } },
    { "ec2:InstanceType": "m5.large" },
    false,
  ],
  ["BoolIfExists without the key", { BoolIfExists: { "aws:MultiFactorAuthPresent": "true" } }, {}, true],
  ["NumericLessThanIfExists without the key", { NumericLessThanIfExists: { [AGE]: "3600" } }, {}, true],
  ["IpAddressIfExists without the key", { IpAddressIfExists: { [IP]: "203.0.113.0/24" } }, {}, true],
  [
    "ArnLikeIfExists with a value that does not match",
    { ArnLikeIfExists: { [SOURCE]: "arn:aws:sns:*:*:*" } },
    { [SOURCE]: "arn:aws:s3:::b" },
    false,
  ],
  ["StringNotEqualsIfExists without the key", { StringNotEqualsIfExists: { [TAG]: "a" } }, {}, true],
  ["Null true without the key", { Null: { "aws:TokenIssueTime": "true" } }, {}, true],
  [
    "Null true with the key",
    { Null: { "aws:TokenIssueTime": "true" } },
    { "aws:TokenIssueTime": "2026-01-01T00:00:00Z" },
    false,
  ],
  [
    "Null false with the key",
    { Null: { "aws:TokenIssueTime": "false" } },
    { "aws:TokenIssueTime": "2026-01-01T00:00:00Z" },
    true,
  ],
  ["Null false without the key", { Null: { "aws:TokenIssueTime": "false" } }, {}, false],
  ["Null takes booleans without quotation marks", { Null: { "aws:TokenIssueTime": true } }, {}, true],
  ["Null takes booleans in any case", { Null: { "aws:TokenIssueTime": "True" } }, {}, true],
  ["Null true of a key without values", { Null: { "aws:TagKeys": "true" } }, { "aws:TagKeys": [] }, true],
];

const KEYS: readonly ConditionRow[] = [
  [
    "keys are compared without their case",
    { StringEquals: { "AWS:PRINCIPALTAG/Job-Category": "a" } },
    { [TAG]: "a" },
    true,
  ],
  [
    "several keys of an operator must all hold",
    { StringEquals: { [TAG]: "a", "aws:RequestedRegion": "us-east-1" } },
    { [TAG]: "a" },
    false,
  ],
  [
    "several keys of an operator that all hold",
    { StringEquals: { [TAG]: "a", "aws:RequestedRegion": "us-east-1" } },
    { [TAG]: "a", "aws:RequestedRegion": "us-east-1" },
    true,
  ],
  [
    "several operators must all hold",
    { StringEquals: { [TAG]: "a" }, Bool: { [SECURE]: "true" } },
    { [TAG]: "a", [SECURE]: "false" },
    false,
  ],
  [
    "several operators that all hold",
    { StringEquals: { [TAG]: "a" }, Bool: { [SECURE]: "true" } },
    { [TAG]: "a", [SECURE]: "true" },
    true,
  ],
  ["no condition at all", {}, {}, true],
  [
    "two operators make a span of time",
    { DateGreaterThan: { [NOW]: "2026-04-01T00:00:00Z" }, DateLessThan: { [NOW]: "2026-06-30T23:59:59Z" } },
    { [NOW]: "2026-05-01T00:00:00Z" },
    true,
  ],
  [
    "two operators make a span of time, which is over",
    { DateGreaterThan: { [NOW]: "2026-04-01T00:00:00Z" }, DateLessThan: { [NOW]: "2026-06-30T23:59:59Z" } },
    { [NOW]: "2026-07-01T00:00:00Z" },
    false,
  ],
];

export const ADDRESSES_ARNS_AND_EXISTENCE: readonly Case[] = [
  ...conditionCases(BOOLEANS_AND_BINARIES, `${PAGES.operators}#Conditions_Boolean`),
  ...conditionCases(ADDRESSES, `${PAGES.operators}#Conditions_IPAddress`),
  ...conditionCases(ARNS, `${PAGES.operators}#Conditions_ARN`),
  ...conditionCases(EXISTENCE, `${PAGES.operators}#Conditions_IfExists`),
  ...conditionCases(KEYS, PAGES.manyValues),
];
