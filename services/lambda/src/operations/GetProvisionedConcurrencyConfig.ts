import type { GetProvisionedConcurrencyConfigResponse } from "@aws-sdk/client-lambda";
import {
  describeProvisioned,
  neitherAliasNorVersion,
  noProvisionedConfig,
} from "../domain/configs/provisioned-status.ts";
import { findProvisionedTarget } from "../provisioned/find-target.ts";
import type { Operation } from "../operation.ts";
import { readyOf } from "../provisioned/keep-warm.ts";

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetProvisionedConcurrencyConfig.html */
export const GetProvisionedConcurrencyConfig: Operation<"GetProvisionedConcurrencyConfig"> = async (
  input,
  call,
  store,
): Promise<GetProvisionedConcurrencyConfigResponse> => {
  const { of, qualifier, version } = await findProvisionedTarget(input, call, {
    latest: neitherAliasNorVersion,
    store,
  });
  const kept = (await store.concurrency.read(of))?.provisioned[qualifier];
  if (kept === undefined) throw noProvisionedConfig();
  return describeProvisioned(kept, await readyOf(of, version, store));
};
