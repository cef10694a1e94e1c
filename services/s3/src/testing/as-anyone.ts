import { NOBODY } from "@skylab/auth";
import { AwsError } from "@skylab/aws";
import { performer, type TestCaller } from "@skylab/service/testing";
import type { S3Operations } from "../operation.ts";
import { s3 } from "../service.ts";
import type { TestS3 } from "./use-s3.ts";

/** Does an operation for whoever, as policies and ACLs decide. */
export type AsAnyone = <Name extends keyof S3Operations>(
  operation: Name,
  input: S3Operations[Name]["input"],
  by?: TestCaller,
) => Promise<S3Operations[Name]["output"]>;

export const asAnyone = ({ clock, engines }: TestS3): AsAnyone => performer(s3(engines), clock);

export const OWNER = "111122223333";

export const STRANGER = "444455556666";

/** Root of another account than the tests' buckets are in. */
export const stranger: TestCaller = { as: { account: STRANGER } };

/** Who signs nothing. */
export const nobody: TestCaller = { as: NOBODY };

/** A user of the buckets' account, whose own policy has these statements. */
export const alice = (...statements: readonly object[]): TestCaller => ({
  as: { account: OWNER, arn: `arn:aws:iam::${OWNER}:user/alice`, id: "AIDAALICE" },
  statements,
});

/** What comes of a request: `allowed`, or what the caller is told. */
export async function outcome(asked: Promise<unknown>): Promise<string> {
  try {
    await asked;
    return "allowed";
  } catch (error) {
    if (error instanceof AwsError) return `${error.code}: ${error.message}`;
    throw error;
  }
}
