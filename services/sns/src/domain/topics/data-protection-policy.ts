import type { AwsError } from "@skylab/aws";
import { invalidParameter } from "../errors.ts";
import { isObject, listOf, parseJsonObject } from "../json.ts";

/** https://docs.aws.amazon.com/sns/latest/api/API_PutDataProtectionPolicy.html */
const MAX_CHARACTERS = 30_720;

/** https://docs.aws.amazon.com/sns/latest/dg/sns-message-data-protection-operations.html */
const OPERATIONS = ["Audit", "Deidentify", "Deny"];

/**
 * Checks what AWS documents of a data protection policy. AWS's words for what is wrong with the direction are on record;
 * the others are made after them.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-data-protection-policies.html
 * @throws AwsError InvalidParameter
 */
export function checkDataProtectionPolicy(text: string): void {
  if (text.length > MAX_CHARACTERS) throw refuse(`must be at most ${MAX_CHARACTERS} characters long`);
  const policy = parseJsonObject(text);
  if (policy === undefined) throw refuse("failed to parse JSON.");
  if (typeof policy["Name"] !== "string" || policy["Name"] === "") throw refuse("Name is required");
  if (policy["Version"] !== "2021-06-01") throw refuse("Version must be 2021-06-01");
  const statements = listOf(policy["Statement"]);
  if (statements.length === 0) throw refuse("Statement is required");
  for (const statement of statements) checkStatement(statement);
}

function checkStatement(statement: unknown): void {
  if (!isObject(statement)) throw refuse("Statement must be an object");
  const {
    DataDirection: direction,
    DataIdentifier: identifiers,
    Operation: operation,
    Principal: principal,
  } = statement;
  if (direction !== "Inbound" && direction !== "Outbound") {
    throw refuse("Statement DataDirection must be either Inbound or Outbound");
  }
  if (listOf(principal).length === 0) throw refuse("Statement Principal is required");
  if (listOf(identifiers).length === 0) throw refuse("Statement DataIdentifier is required");
  const names = isObject(operation) ? Object.keys(operation) : [];
  if (names.length !== 1 || !names.every((name) => OPERATIONS.includes(name))) {
    throw refuse(`Statement Operation must be one of ${OPERATIONS.join(", ")}`);
  }
}

const refuse = (reason: string): AwsError => invalidParameter(`DataProtectionPolicy Reason: ${reason}`);
