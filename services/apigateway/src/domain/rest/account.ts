import type { Account } from "@aws-sdk/client-api-gateway";
import { badRequest } from "../errors.ts";
import type { PatchRule, PatchTable } from "../patch/patch-table.ts";
import { member } from "../patch/rules.ts";
import type { ReadValue } from "../patch/values.ts";
import { namingPaths } from "../patch/words.ts";
import { ACCOUNT_LIMIT } from "../throttling/token-bucket.ts";

/** What an account has set in a region. */
export type StoredAccount = Pick<Account, "cloudwatchRoleArn">;

const ROLE_ARN = /^arn:aws[\w-]*:iam::\d{12}:role\/.+$/;

/** Nothing, or the empty string, takes the role away. */
const roleArn: ReadValue = (value) => {
  if (value === undefined || value === "") return undefined;
  if (!ROLE_ARN.test(value)) throw badRequest("Invalid ARN specified in the request");
  return value;
};

/** Accounts that have usage plans, which once not all had, have them for good. */
const usagePlans: PatchRule = {
  ops: ["add"],
  apply: (account, { value }) => {
    if (value !== "UsagePlans") throw badRequest(`Invalid feature specified: ${value ?? null}`);
    return account;
  },
};

/** https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html */
export const accountPatches: PatchTable = {
  words: namingPaths,
  paths: { "/cloudwatchRoleArn": member(roleArn, "replace", "add", "remove"), "/features": usagePlans },
};

/** An account as it is told: what new accounts have at AWS. */
export const describeAccount = (account: StoredAccount): Account => ({
  ...account,
  throttleSettings: { burstLimit: ACCOUNT_LIMIT.burst, rateLimit: ACCOUNT_LIMIT.rate },
  features: ["UsagePlans"],
  apiKeyVersion: "4",
});
