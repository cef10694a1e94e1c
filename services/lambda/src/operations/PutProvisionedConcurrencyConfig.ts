import type { PutProvisionedConcurrencyConfigResponse } from "@aws-sdk/client-lambda";
import { provision } from "../domain/configs/concurrency.ts";
import { describeProvisioned, unpublished } from "../domain/configs/provisioned-status.ts";
import { functionNotFound } from "../domain/errors.ts";
import { functionArn, LATEST } from "../domain/functions/function-arn.ts";
import { findProvisionedTarget } from "../provisioned/find-target.ts";
import { keepVersionsWarm } from "../provisioned/keep-warm.ts";
import { requireProvisionable } from "../provisioned/require-provisionable.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/lambda/latest/api/API_PutProvisionedConcurrencyConfig.html */
export const PutProvisionedConcurrencyConfig: Operation<"PutProvisionedConcurrencyConfig"> = async (
  input,
  call,
  store,
): Promise<PutProvisionedConcurrencyConfigResponse> => {
  const target = await findProvisionedTarget(input, call, { latest: unpublished, store });
  const { of, qualifier, version } = target;
  if (version.configuration.Version === LATEST) throw unpublished();
  const kept = { requested: input.ProvisionedConcurrentExecutions, modifiedAt: call.clock.now() };
  const isThere = await store.concurrency.change(of, async (current, left, rows) => {
    await requireProvisionable(target, current, rows);
    return provision(current, { qualifier, ...kept }, left);
  });
  if (!isThere) throw functionNotFound(functionArn(of, qualifier));
  await keepVersionsWarm(of, [version.configuration.Version], store);
  return describeProvisioned(kept, { ready: 0 });
};
