import { onFunction } from "./function-target.ts";
import type { AccessOf } from "./rules.ts";

type ConcurrencyOperation =
  | "DeleteFunctionConcurrency"
  | "DeleteProvisionedConcurrencyConfig"
  | "GetFunctionConcurrency"
  | "GetProvisionedConcurrencyConfig"
  | "ListProvisionedConcurrencyConfigs"
  | "PutFunctionConcurrency"
  | "PutProvisionedConcurrencyConfig";

/** What IAM decides by of concurrency. */
export const concurrencyAccess: AccessOf<ConcurrencyOperation> = {
  DeleteFunctionConcurrency: onFunction("DeleteFunctionConcurrency"),
  DeleteProvisionedConcurrencyConfig: onFunction("DeleteProvisionedConcurrencyConfig"),
  GetFunctionConcurrency: onFunction("GetFunctionConcurrency"),
  GetProvisionedConcurrencyConfig: onFunction("GetProvisionedConcurrencyConfig"),
  ListProvisionedConcurrencyConfigs: onFunction("ListProvisionedConcurrencyConfigs"),
  PutFunctionConcurrency: onFunction("PutFunctionConcurrency"),
  PutProvisionedConcurrencyConfig: onFunction("PutProvisionedConcurrencyConfig"),
};
