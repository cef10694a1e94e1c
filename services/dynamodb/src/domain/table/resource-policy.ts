import { createHash } from "node:crypto";
import { invalidParameter } from "../errors.ts";
import type { ResourceAddress } from "./resource-arn.ts";
import { policyNotFound, streamOfTableNotFound } from "./table-errors.ts";
import type { ResourcePolicy, Table } from "./table.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutResourcePolicy.html */
const MAX_BYTES = 20_480;

/**
 * A resource's policy as it is kept.
 * @throws AwsError `ValidationException` in AWS's words
 */
export function newResourcePolicy(document: string, now: number): ResourcePolicy {
  if (Buffer.byteLength(document) > MAX_BYTES) {
    throw invalidParameter(`Maximum policy size of ${MAX_BYTES} bytes exceeded`);
  }
  const statements = statementsOf(document);
  if (statements.length === 0) {
    throw invalidDocument("Could not parse the policy: Statement is empty!");
  }
  for (const statement of statements) {
    if (!("Resource" in statement) && !("NotResource" in statement)) {
      throw invalidDocument("Missing required field Resource");
    }
  }
  return { document, revision: revisionOf(document, now) };
}

const invalidDocument = (problem: string) => invalidParameter(`Invalid policy document: ${problem}`);

function statementsOf(document: string): readonly object[] {
  const policy = parse(document);
  const statement = isObject(policy) && "Statement" in policy ? policy.Statement : [];
  return (Array.isArray(statement) ? statement : [statement]).filter(isObject);
}

function parse(document: string): unknown {
  try {
    return JSON.parse(document);
  } catch {
    throw invalidDocument("This policy contains invalid Json");
  }
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/** Milliseconds since the epoch, as AWS's look; two policies of one millisecond differ all the same. */
const revisionOf = (document: string, now: number): string =>
  `${now}${createHash("md5").update(document).digest().readUInt16BE(0).toString().padStart(5, "0")}`;

/** What must be there instead of a policy. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutResourcePolicy.html */
const NO_POLICY = "NO_POLICY";

/**
 * @param expected the revision that a request expects to be there
 * @throws AwsError `PolicyNotFoundException` where another is
 */
export function checkRevision(current: ResourcePolicy | undefined, expected: string | undefined, table: string): void {
  if (expected === undefined || expected === (current?.revision ?? NO_POLICY)) return;
  if (expected === NO_POLICY) {
    throw policyNotFound(
      `Requested policy update expecting none to be present for table ${table}, but a policy exists with revision id ${current?.revision}.`,
    );
  }
  throw policyNotFound(
    current === undefined
      ? `Requested update for policy with revision id ${expected}, but no policy is associated to target table ${table}.`
      : `Requested update for policy with revision id ${expected}, but the policy associated to target table ${table} has revision id ${current.revision}.`,
  );
}

/** The policy of a table, or of one of its streams. */
export const policyOf = (table: Table, { stream }: ResourceAddress): ResourcePolicy | undefined =>
  stream === undefined ? table.resourcePolicy : table.streamPolicies?.[stream];

/** The table with another policy, or none. */
export function withPolicy(table: Table, { stream }: ResourceAddress, policy: ResourcePolicy | undefined): Table {
  if (stream === undefined) {
    const { resourcePolicy: _before, ...rest } = table;
    return policy ? { ...rest, resourcePolicy: policy } : rest;
  }
  const { [stream]: _before, ...others } = table.streamPolicies ?? {};
  return { ...table, streamPolicies: policy ? { ...others, [stream]: policy } : others };
}

/** @throws AwsError `ResourceNotFoundException` where the resource is a stream that the table does not have */
export function checkStream({ formerStreams, stream: current }: Table, { name, stream }: ResourceAddress): void {
  if (stream === undefined || [current, ...formerStreams].some((one) => one?.label === stream)) return;
  throw streamOfTableNotFound(stream, name);
}
