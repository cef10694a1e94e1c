import type { Transaction } from "@skylab/records";
import { functionNotFound, revisionDiffers } from "../domain/errors.ts";
import { type FunctionAddress, functionArn, LATEST } from "../domain/functions/function-arn.ts";
import type { StoredFunction } from "../domain/functions/stored-function.ts";
import type { StoredVersion } from "../domain/functions/version.ts";
import { functionRows, versionKey, versionRows } from "../store/functions.ts";
import { holdFunction } from "../store/hold-function.ts";

/** A function and its `$LATEST`, as a transaction has them. */
export type Held = { readonly of: StoredFunction; readonly latest: StoredVersion };

/**
 * A function that a transaction changes, if its `$LATEST` is of the revision that was asked for.
 * @throws AwsError ResourceNotFoundException, PreconditionFailedException
 */
export async function holdLatest(
  rows: Transaction,
  address: FunctionAddress,
  revisionId: string | undefined,
): Promise<Held> {
  const of = await holdFunction(rows, address.name);
  const latest = await rows.get(versionRows, ...versionKey(address.name, LATEST));
  if (of === undefined || latest === undefined) throw functionNotFound(functionArn(address));
  requireRevision(latest, revisionId);
  return { of, latest };
}

export function requireRevision(
  { configuration }: Pick<StoredVersion, "configuration">,
  revisionId: string | undefined,
): void {
  if (revisionId !== undefined && revisionId !== configuration.RevisionId)
    throw revisionDiffers("GetFunction/GetAlias");
}

/** Changes what all versions of a function have in common. @throws AwsError ResourceNotFoundException */
export async function changeFunction(
  rows: Transaction,
  address: FunctionAddress,
  decide: (current: StoredFunction) => StoredFunction,
): Promise<void> {
  const current = await rows.get(functionRows, address.name);
  if (current === undefined) throw functionNotFound(functionArn(address));
  rows.put(functionRows, decide(current), address.name);
}
