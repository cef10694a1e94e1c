import type { Transaction } from "@skylab/records";
import { cannotFindAlias } from "../domain/aliases/errors.ts";
import { aliasIsProvisioned, type StoredConcurrency, versionIsProvisioned } from "../domain/configs/concurrency.ts";
import { functionArn, isVersion } from "../domain/functions/function-arn.ts";
import { requireVersion } from "../functions/require-version.ts";
import { aliasRows } from "../store/aliases.ts";
import type { ProvisionedTarget } from "./find-target.ts";

type Rows = Pick<Transaction, "get">;

/**
 * A version or alias for which something can be provisioned now: it is there, and neither it nor an alias of it has some.
 * @throws AwsError ResourceNotFoundException, ResourceConflictException
 */
export async function requireProvisionable(
  target: ProvisionedTarget,
  current: StoredConcurrency,
  rows: Rows,
): Promise<void> {
  await requireThere(target, rows);
  await refuseBoth(target, current, rows);
}

/** Who deletes the version or alias at the same time takes what is provisioned for it along. */
async function requireThere({ of, qualifier }: ProvisionedTarget, rows: Rows): Promise<void> {
  if (isVersion(qualifier)) await requireVersion(rows, of, qualifier);
  else if ((await rows.get(aliasRows, of.name, qualifier)) === undefined) {
    throw cannotFindAlias(functionArn(of, qualifier));
  }
}

/** A version is provisioned by its number or by an alias, not by both. */
async function refuseBoth(
  { of, qualifier, version }: ProvisionedTarget,
  { provisioned }: StoredConcurrency,
  rows: Rows,
): Promise<void> {
  if (!isVersion(qualifier)) {
    if (version.configuration.Version in provisioned) throw versionIsProvisioned();
    return;
  }
  for (const name of Object.keys(provisioned)) {
    const alias = isVersion(name) ? undefined : await rows.get(aliasRows, of.name, name);
    if (alias?.version === qualifier) throw aliasIsProvisioned();
  }
}
