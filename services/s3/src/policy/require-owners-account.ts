import type { Call } from "@skylab/service";
import type { Bucket } from "../domain/bucket.ts";
import { notTheOwnersAccount } from "../domain/policy/errors.ts";

/** A bucket's policy is its own account's business, even where it lets another in. @throws AwsError MethodNotAllowed */
export function requireOwnersAccount({ account }: Bucket, { caller, head }: Call): void {
  if (caller.account !== account) throw notTheOwnersAccount(head.method);
}
