import { unprovision } from "../domain/configs/concurrency.ts";
import { neitherAliasNorVersion } from "../domain/configs/provisioned-status.ts";
import { findProvisionedTarget } from "../provisioned/find-target.ts";
import { keepVersionsWarm } from "../provisioned/keep-warm.ts";
import type { Operation } from "../operation.ts";

/** Answers the same whether anything was provisioned. https://docs.aws.amazon.com/lambda/latest/api/API_DeleteProvisionedConcurrencyConfig.html */
export const DeleteProvisionedConcurrencyConfig: Operation<"DeleteProvisionedConcurrencyConfig"> = async (
  input,
  call,
  store,
): Promise<Record<string, never>> => {
  const { of, qualifier, version } = await findProvisionedTarget(input, call, {
    latest: neitherAliasNorVersion,
    store,
  });
  await store.concurrency.change(of, (current) => unprovision(current, qualifier));
  await keepVersionsWarm(of, [version.configuration.Version], store);
  return {};
};
