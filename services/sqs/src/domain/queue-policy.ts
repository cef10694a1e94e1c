import { invalidAttributeValue, overLimit } from "./errors.ts";
import { isObject, parseJsonObject } from "./json.ts";

/** A queue's own access policy, as far as SQS looks into it; packages/auth evaluates it. */
export type QueuePolicy = Readonly<Record<string, unknown>> & { readonly Statement: readonly Statement[] };
export type Statement = Readonly<Record<string, unknown>>;

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-policies.html */
const MAX_POLICY_BYTES = 8192;
export const MAX_STATEMENTS = 20;
export const MAX_ACTIONS_PER_STATEMENT = 7;

const VERSIONS: ReadonlySet<unknown> = new Set([undefined, "2008-10-17", "2012-10-17"]);
const POLICY_MEMBERS = ["Version", "Id", "Statement"];
const STATEMENT_MEMBERS = [
  "Sid",
  "Effect",
  "Principal",
  "NotPrincipal",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Condition",
];

/**
 * Reads the attribute Policy.
 * @throws AwsError in AWS's words
 */
export function parseQueuePolicy(text: string): QueuePolicy {
  checkSize(text);
  const policy = parseJsonObject(text);
  const statements = policy && statementsOf(policy["Statement"]);
  if (!policy || !statements || !hasOnly(policy, POLICY_MEMBERS) || !VERSIONS.has(policy["Version"])) {
    throw invalidAttributeValue("Policy");
  }
  if (statements.length > MAX_STATEMENTS) {
    throw overLimit(
      `${statements.length} statements were found in the submitted policy, max allowed is ${MAX_STATEMENTS}`,
    );
  }
  for (const statement of statements) {
    const actions = listOf(statement["Action"]).length;
    if (actions > MAX_ACTIONS_PER_STATEMENT) {
      throw overLimit(
        `${actions} actions were found in a statement from the submitted policy, max allowed is ${MAX_ACTIONS_PER_STATEMENT}`,
      );
    }
  }
  return { ...policy, Statement: statements };
}

/**
 * Writes the attribute Policy, so that it can be read again.
 * @throws AwsError in AWS's words
 */
export function formatQueuePolicy(policy: QueuePolicy): string {
  const text = JSON.stringify(policy);
  checkSize(text);
  return text;
}

function checkSize(text: string): void {
  if (Buffer.byteLength(text) > MAX_POLICY_BYTES) throw overLimit("Submitted policy is over max allowed size.");
}

function statementsOf(value: unknown): readonly Statement[] | undefined {
  const statements: readonly unknown[] = listOf(value);
  return statements.length > 0 && statements.every(isStatement) ? statements : undefined;
}

function isStatement(value: unknown): value is Statement {
  return (
    isObject(value) &&
    hasOnly(value, STATEMENT_MEMBERS) &&
    (value["Effect"] === "Allow" || value["Effect"] === "Deny") &&
    ("Principal" in value || "NotPrincipal" in value) &&
    ("Action" in value || "NotAction" in value)
  );
}

const hasOnly = (value: object, members: readonly string[]): boolean =>
  Object.keys(value).every((member) => members.includes(member));

const listOf = (value: unknown): readonly unknown[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];
