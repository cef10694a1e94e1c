import { createHash } from "node:crypto";
import { invalidParameter } from "./errors.ts";
import type { ResourcePolicy } from "./table.ts";

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
