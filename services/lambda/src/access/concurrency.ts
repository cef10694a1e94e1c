import { type AccessOf, notDecided } from "./rules.ts";

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
  DeleteFunctionConcurrency: notDecided("DeleteFunctionConcurrency"),
  DeleteProvisionedConcurrencyConfig: notDecided("DeleteProvisionedConcurrencyConfig"),
  GetFunctionConcurrency: notDecided("GetFunctionConcurrency"),
  GetProvisionedConcurrencyConfig: notDecided("GetProvisionedConcurrencyConfig"),
  ListProvisionedConcurrencyConfigs: notDecided("ListProvisionedConcurrencyConfigs"),
  PutFunctionConcurrency: notDecided("PutFunctionConcurrency"),
  PutProvisionedConcurrencyConfig: notDecided("PutProvisionedConcurrencyConfig"),
};
