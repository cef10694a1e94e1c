import type { PolicyStatement } from "../acl/acl-statements.ts";
import { entriesOf, readPolicy, textsOf } from "./policy-document.ts";

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status

/** Whether a bucket's policy lets in more than fixed principals, or requests of fixed origin. */
export const isPublicPolicy = (json: string): boolean =>
  readPolicy(json).Statement.some((statement) => statement["Effect"] === "Allow" && isPublicStatement(statement));

const isPublicStatement = ({ Condition, Principal }: PolicyStatement): boolean =>
  isAnybody(Principal) && !entriesOf(Condition).some(isFixing);

const isAnybody = (principal: unknown): boolean =>
  principal === "*" ||
  principal === undefined ||
  entriesOf(principal).some(([, names]) => textsOf(names).some((name) => name.includes("*")));

/** Keys that make a policy non-public by a value without wildcards. */
const FIXING_KEYS: ReadonlySet<string> = new Set([
  "aws:principalaccount",
  "aws:principalarn",
  "aws:principalorgid",
  "aws:principalorgpaths",
  "aws:sourceaccount",
  "aws:sourcearn",
  "aws:sourceip",
  "aws:sourceorgid",
  "aws:sourceowner",
  "aws:sourcevpc",
  "aws:sourcevpce",
  "aws:userid",
  "s3:dataaccesspointaccount",
  "s3:dataaccesspointarn",
  "s3:x-amz-server-side-encryption-aws-kms-key-id",
]);

const FIXING_OPERATORS: ReadonlySet<string> = new Set([
  "stringequals",
  "stringequalsignorecase",
  "stringlike",
  "arnequals",
  "arnlike",
  "ipaddress",
]);

/** Where a key may be absent, or is only one of several, anybody may still come in. */
const isFixing = ([operator, keys]: readonly [string, unknown]): boolean =>
  FIXING_OPERATORS.has(operator.toLowerCase().replace(/^foranyvalue:/, "")) &&
  entriesOf(keys).some(([key, values]) => {
    const name = key.toLowerCase();
    return FIXING_KEYS.has(name) && textsOf(values).every((value) => isFixed(name, value));
  });

function isFixed(key: string, value: string): boolean {
  if (value.includes("${")) return false;
  if (key === "aws:sourceip") return isNarrow(value);
  // Access points may be named by wildcards, if their account is fixed; so may the sessions of a role.
  if (key === "s3:dataaccesspointarn") return /^arn:[^:*?]+:s3:[^:]*:\d{12}:/.test(value);
  if (key === "aws:userid") return !/[*?]/.test(value.replace(/^(AROA\w+):\*$/, "$1"));
  return !/[*?]/.test(value);
}

/** Wider ranges are everybody's, but for those of private networks. */
const WIDEST_IPV4_BITS = 8;
const WIDEST_IPV6_BITS = 32;

function isNarrow(range: string): boolean {
  const [address = "", bits] = range.split("/");
  if (bits === undefined) return true;
  return Number(bits) >= (address.includes(":") ? WIDEST_IPV6_BITS : WIDEST_IPV4_BITS);
}
