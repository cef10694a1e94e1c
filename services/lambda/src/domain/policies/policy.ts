import { AwsError } from "@skylab/aws";
import { resourceConflict, resourceNotFound } from "../errors.ts";
import type { Statement } from "./statement.ts";

// The policy of a function, version, alias or layer version, as it is kept: JSON in the form in which GetPolicy answers it.

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const MAX_POLICY_BYTES = 20_480;

type Document = Readonly<Record<string, unknown>> & { readonly Statement: readonly StatementLike[] };

/** PutResourcePolicy takes whatever IAM's grammar allows. */
type StatementLike = { readonly Sid?: string };

const EMPTY: Document = { Version: "2012-10-17", Id: "default", Statement: [] };

/**
 * A policy with a statement more; where there was none, the first.
 * @throws AwsError ResourceConflictException, PolicyLengthExceededException
 */
export function addStatement(policy: string | undefined, statement: Statement): string {
  const document = policy === undefined ? EMPTY : read(policy);
  if (document.Statement.some(({ Sid }) => Sid === statement.Sid)) throw statementExists(statement.Sid);
  return write({ ...document, Statement: [...document.Statement, statement] });
}

/**
 * A policy without a statement; `undefined`: nothing is left of it.
 * @throws AwsError ResourceNotFoundException
 */
export function removeStatement(policy: string | undefined, sid: string): string | undefined {
  if (policy === undefined) throw noPolicy();
  const document = read(policy);
  const left = document.Statement.filter(({ Sid }) => Sid !== sid);
  if (left.length === document.Statement.length) throw statementNotFound(sid);
  return left.length === 0 ? undefined : write({ ...document, Statement: left });
}

/** Refuses a policy that is too large. */
export function checkPolicySize(policy: string): void {
  const size = Buffer.byteLength(policy);
  if (size > MAX_POLICY_BYTES) throw policyTooLarge(size);
}

function read(policy: string): Document {
  const document = JSON.parse(policy) as Document; // as: only checked policies are kept.
  const { Statement: statements } = document;
  // IAM's grammar allows a statement alone.
  return { ...document, Statement: Array.isArray(statements) ? statements : [statements] };
}

function write(document: Document): string {
  const policy = JSON.stringify(document);
  checkPolicySize(policy);
  return policy;
}

const statementExists = (sid: string): AwsError =>
  resourceConflict(
    `The statement id (${sid}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
  );

export const noPolicy = (): AwsError => resourceNotFound("No policy is associated with the given resource.");

const statementNotFound = (sid: string): AwsError =>
  resourceNotFound(`Statement ${sid} is not found in resource policy.`);

const policyTooLarge = (size: number): AwsError =>
  new AwsError(
    "PolicyLengthExceededException",
    `The final policy size (${size}) is bigger than the limit (${MAX_POLICY_BYTES}).`,
    { members: { Type: "User" } },
  );
