import type { PutProvisionedConcurrencyConfigResponse } from "@aws-sdk/client-lambda";
import {
  aliasIsProvisioned,
  provision,
  type StoredConcurrency,
  versionIsProvisioned,
} from "../domain/configs/concurrency.ts";
import { describeProvisioned, unpublished } from "../domain/configs/provisioned-status.ts";
import { functionNotFound } from "../domain/errors.ts";
import { functionArn, isVersion, LATEST } from "../domain/functions/function-arn.ts";
import { findProvisionedTarget, type ProvisionedTarget } from "../provisioned/find-target.ts";
import { keepVersionsWarm } from "../provisioned/keep-warm.ts";
import type { Operation } from "../operation.ts";
import type { LambdaStore } from "../store/store.ts";

/** https://docs.aws.amazon.com/lambda/latest/api/API_PutProvisionedConcurrencyConfig.html */
export const PutProvisionedConcurrencyConfig: Operation<"PutProvisionedConcurrencyConfig"> = async (
  input,
  call,
  store,
): Promise<PutProvisionedConcurrencyConfigResponse> => {
  const target = await findProvisionedTarget(input, call, { latest: unpublished, store });
  const { of, qualifier, version } = target;
  if (version.configuration.Version === LATEST) throw unpublished();
  const aliases = await aliasesOf(target, store);
  const kept = { requested: input.ProvisionedConcurrentExecutions, modifiedAt: call.clock.now() };
  const isThere = await store.concurrency.change(of, (current, left) => {
    refuseBoth(target, current, aliases);
    return provision(current, { qualifier, ...kept }, left);
  });
  if (!isThere) throw functionNotFound(functionArn(of, qualifier));
  await keepVersionsWarm(of, [version.configuration.Version], store);
  return describeProvisioned(kept, { ready: 0 });
};

/** Of a version: the aliases with provisioned concurrency that point to it. */
async function aliasesOf({ of, version }: ProvisionedTarget, store: LambdaStore): Promise<readonly string[]> {
  const { provisioned = {} } = (await store.concurrency.read(of)) ?? {};
  const aliases = Object.keys(provisioned).filter((qualifier) => !isVersion(qualifier));
  const found = await Promise.all(aliases.map((alias) => store.aliases.read({ ...of, alias })));
  return found.flatMap((alias) => (alias?.version === version.configuration.Version ? [alias.name] : []));
}

/** A version is provisioned by its number or by an alias, not by both. */
function refuseBoth(
  { qualifier, version }: ProvisionedTarget,
  current: StoredConcurrency,
  aliases: readonly string[],
): void {
  if (!isVersion(qualifier) && version.configuration.Version in current.provisioned) throw versionIsProvisioned();
  if (isVersion(qualifier) && aliases.some((alias) => alias in current.provisioned)) throw aliasIsProvisioned();
}
