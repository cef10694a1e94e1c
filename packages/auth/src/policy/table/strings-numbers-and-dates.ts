import { PAGES, type Case } from "./case.ts";
import { conditionCases, type ConditionRow } from "./condition-cases.ts";

const TAG = "aws:PrincipalTag/job-category";
const AGE = "aws:MultiFactorAuthAge";
const NOW = "aws:CurrentTime";

const STRINGS: readonly ConditionRow[] = [
  ["StringEquals of the same", { StringEquals: { [TAG]: "iamuser-admin" } }, { [TAG]: "iamuser-admin" }, true],
  ["StringEquals minds the case", { StringEquals: { [TAG]: "iamuser-admin" } }, { [TAG]: "IAMuser-admin" }, false],
  ["StringEquals takes a star for a star", { StringEquals: { [TAG]: "iam*" } }, { [TAG]: "iamuser" }, false],
  ["StringEquals of a star and a star", { StringEquals: { [TAG]: "iam*" } }, { [TAG]: "iam*" }, true],
  ["StringEquals without the key", { StringEquals: { [TAG]: "iamuser-admin" } }, {}, false],
  ["StringEquals of an empty value", { StringEquals: { [TAG]: "" } }, { [TAG]: "" }, true],
  ["StringEquals of one of several", { StringEquals: { [TAG]: ["a", "b"] } }, { [TAG]: "b" }, true],
  ["StringEquals of none of several", { StringEquals: { [TAG]: ["a", "b"] } }, { [TAG]: "c" }, false],
  ["StringNotEquals of another", { StringNotEquals: { [TAG]: "a" } }, { [TAG]: "b" }, true],
  ["StringNotEquals of the same", { StringNotEquals: { [TAG]: "a" } }, { [TAG]: "a" }, false],
  ["StringNotEquals of another case", { StringNotEquals: { [TAG]: "a" } }, { [TAG]: "A" }, true],
  ["StringNotEquals without the key", { StringNotEquals: { [TAG]: "a" } }, {}, true],
  ["StringNotEquals of one of several", { StringNotEquals: { [TAG]: ["a", "b"] } }, { [TAG]: "b" }, false],
  ["StringNotEquals of none of several", { StringNotEquals: { [TAG]: ["a", "b"] } }, { [TAG]: "c" }, true],
  ["StringEqualsIgnoreCase", { StringEqualsIgnoreCase: { [TAG]: "Admin" } }, { [TAG]: "aDMIN" }, true],
  ["StringEqualsIgnoreCase of another", { StringEqualsIgnoreCase: { [TAG]: "Admin" } }, { [TAG]: "user" }, false],
  ["StringNotEqualsIgnoreCase of another", { StringNotEqualsIgnoreCase: { [TAG]: "A" } }, { [TAG]: "b" }, true],
  ["StringNotEqualsIgnoreCase of the same", { StringNotEqualsIgnoreCase: { [TAG]: "A" } }, { [TAG]: "a" }, false],
  ["StringLike with a star", { StringLike: { [TAG]: "iam*" } }, { [TAG]: "iamuser-admin" }, true],
  ["StringLike with a star for nothing", { StringLike: { [TAG]: "iam*" } }, { [TAG]: "iam" }, true],
  ["StringLike with a question mark", { StringLike: { [TAG]: "iam?ser" } }, { [TAG]: "iamuser" }, true],
  ["StringLike with a question mark for nothing", { StringLike: { [TAG]: "iam?" } }, { [TAG]: "iam" }, false],
  ["StringLike needs a star for a part", { StringLike: { [TAG]: "iam" } }, { [TAG]: "iamuser" }, false],
  ["StringLike minds the case", { StringLike: { [TAG]: "IAM*" } }, { [TAG]: "iamuser" }, false],
  ["StringLike of a star alone without the key", { StringLike: { [TAG]: "*" } }, {}, false],
  ["StringNotLike of another", { StringNotLike: { [TAG]: "iam*" } }, { [TAG]: "user" }, true],
  ["StringNotLike of the like", { StringNotLike: { [TAG]: "iam*" } }, { [TAG]: "iamuser" }, false],
  ["StringNotLike without the key", { StringNotLike: { [TAG]: "iam*" } }, {}, true],
];

const NUMBERS: readonly ConditionRow[] = [
  ["NumericEquals", { NumericEquals: { [AGE]: "300" } }, { [AGE]: "300" }, true],
  ["NumericEquals of the same in decimals", { NumericEquals: { [AGE]: "300" } }, { [AGE]: "300.0" }, true],
  ["NumericEquals without quotation marks", { NumericEquals: { [AGE]: 300 } }, { [AGE]: "300" }, true],
  ["NumericEquals of another", { NumericEquals: { [AGE]: "300" } }, { [AGE]: "301" }, false],
  ["NumericNotEquals of another", { NumericNotEquals: { [AGE]: "300" } }, { [AGE]: "301" }, true],
  ["NumericNotEquals of the same", { NumericNotEquals: { [AGE]: "300" } }, { [AGE]: "300" }, false],
  ["NumericNotEquals without the key", { NumericNotEquals: { [AGE]: "300" } }, {}, true],
  ["NumericLessThan of less", { NumericLessThan: { [AGE]: "300" } }, { [AGE]: "299" }, true],
  ["NumericLessThan of the same", { NumericLessThan: { [AGE]: "300" } }, { [AGE]: "300" }, false],
  ["NumericLessThan counts, and does not spell", { NumericLessThan: { [AGE]: "300" } }, { [AGE]: "1000" }, false],
  ["NumericLessThan without the key", { NumericLessThan: { [AGE]: "300" } }, {}, false],
  [
    "NumericLessThanEquals of the same",
    { NumericLessThanEquals: { "s3:max-keys": "10" } },
    { "s3:max-keys": "10" },
    true,
  ],
  ["NumericLessThanEquals of more", { NumericLessThanEquals: { "s3:max-keys": "10" } }, { "s3:max-keys": "11" }, false],
  ["NumericGreaterThan of more", { NumericGreaterThan: { [AGE]: "1.5" } }, { [AGE]: "1.6" }, true],
  ["NumericGreaterThan of the same", { NumericGreaterThan: { [AGE]: "1.5" } }, { [AGE]: "1.5" }, false],
  ["NumericGreaterThanEquals of the same", { NumericGreaterThanEquals: { [AGE]: "-5" } }, { [AGE]: "-5" }, true],
  ["NumericGreaterThanEquals of less", { NumericGreaterThanEquals: { [AGE]: "-5" } }, { [AGE]: "-6" }, false],
  ["what is no number is neither less nor more", { NumericGreaterThanEquals: { [AGE]: "0" } }, { [AGE]: "old" }, false],
];

const DATES: readonly ConditionRow[] = [
  ["DateEquals", { DateEquals: { [NOW]: "2026-04-01T00:00:00Z" } }, { [NOW]: "2026-04-01T00:00:00Z" }, true],
  [
    "DateEquals of the same in another zone",
    { DateEquals: { [NOW]: "2026-04-01T02:00:00+02:00" } },
    { [NOW]: "2026-04-01T00:00:00Z" },
    true,
  ],
  [
    "DateEquals of the same in a zone west of Greenwich",
    { DateEquals: { [NOW]: "2026-03-31T18:30:00-05:30" } },
    { [NOW]: "2026-04-01T00:00:00Z" },
    true,
  ],
  ["DateEquals of another", { DateEquals: { [NOW]: "2026-04-01" } }, { [NOW]: "2026-04-01T00:00:01Z" }, false],
  ["DateNotEquals of another", { DateNotEquals: { [NOW]: "2026-04-01" } }, { [NOW]: "2026-04-02T00:00:00Z" }, true],
  ["DateNotEquals of the same", { DateNotEquals: { [NOW]: "2026-04-01" } }, { [NOW]: "2026-04-01T00:00:00Z" }, false],
  [
    "DateLessThan of before",
    { DateLessThan: { [NOW]: "2026-06-30T23:59:59Z" } },
    { [NOW]: "2026-06-30T23:59:58Z" },
    true,
  ],
  [
    "DateLessThan of the same",
    { DateLessThan: { [NOW]: "2026-06-30T23:59:59Z" } },
    { [NOW]: "2026-06-30T23:59:59Z" },
    false,
  ],
  [
    "DateLessThanEquals of the same",
    { DateLessThanEquals: { [NOW]: "2026-06-30" } },
    { [NOW]: "2026-06-30T00:00:00Z" },
    true,
  ],
  [
    "DateGreaterThan of after",
    { DateGreaterThan: { [NOW]: "2020-01-01T00:00:01Z" } },
    { [NOW]: "2026-01-01T00:00:00Z" },
    true,
  ],
  [
    "DateGreaterThan of before",
    { DateGreaterThan: { [NOW]: "2020-01-01T00:00:01Z" } },
    { [NOW]: "2020-01-01T00:00:00Z" },
    false,
  ],
  [
    "DateGreaterThanEquals of the same",
    { DateGreaterThanEquals: { [NOW]: "2026-01" } },
    { [NOW]: "2026-01-01T00:00:00Z" },
    true,
  ],
  [
    "a date in seconds since the epoch",
    { DateLessThan: { "aws:EpochTime": "1767225601" } },
    { "aws:EpochTime": "1767225600" },
    true,
  ],
  ["seconds and ISO 8601 compare", { DateEquals: { [NOW]: "1767225600" } }, { [NOW]: "2026-01-01T00:00:00Z" }, true],
  ["a date without the key", { DateLessThan: { "aws:TokenIssueTime": "2026-01-01T00:00:00Z" } }, {}, false],
  [
    "fractions of a second count",
    { DateLessThan: { [NOW]: "2026-01-01T00:00:00.500Z" } },
    { [NOW]: "2026-01-01T00:00:00.499Z" },
    true,
  ],
];

export const STRINGS_NUMBERS_AND_DATES: readonly Case[] = [
  ...conditionCases(STRINGS, `${PAGES.operators}#Conditions_String`),
  ...conditionCases(NUMBERS, `${PAGES.operators}#Conditions_Numeric`),
  ...conditionCases(DATES, `${PAGES.operators}#Conditions_Date`),
];
