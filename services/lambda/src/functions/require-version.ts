import type { Transaction } from "@skylab/records";
import { functionNotFound } from "../domain/errors.ts";
import { type FunctionAddress, functionArn, isVersion } from "../domain/functions/function-arn.ts";
import type { StoredVersion } from "../domain/functions/version.ts";
import { versionKey, versionRows } from "../store/functions.ts";

/**
 * A version of a function, in a transaction.
 * @throws AwsError ResourceNotFoundException
 */
export async function requireVersion(
  rows: Pick<Transaction, "get">,
  of: FunctionAddress,
  version: string,
): Promise<StoredVersion> {
  const found = isVersion(version) ? await rows.get(versionRows, ...versionKey(of.name, version)) : undefined;
  if (found === undefined) throw functionNotFound(functionArn(of, version));
  return found;
}
