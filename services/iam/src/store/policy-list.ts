import { managedPolicies, type PolicyUse, TABLES } from "@skylab/identity";
import type { Reader } from "@skylab/records";
import { iamArn } from "../domain/arns.ts";
import { inTurn, type ReadRows } from "../domain/page.ts";
import { knownPolicy, type KnownPolicy, useOfPolicy } from "./policies.ts";

/** A managed policy, and how often it is used. */
export type UsedPolicy = { readonly policy: KnownPolicy; readonly use: PolicyUse };

/** Managed policies by name: the account's, AWS's, or the account's and then AWS's. */
export function listPolicies(rows: Reader, account: string, scope: "All" | "AWS" | "Local"): ReadRows<UsedPolicy> {
  const local = listOwnPolicies(rows, account);
  if (scope === "Local") return local;
  const ofAws = listAwsPolicies(rows);
  return scope === "AWS" ? ofAws : inTurn([local, ofAws]);
}

const listOwnPolicies =
  (rows: Reader, account: string): ReadRows<UsedPolicy> =>
  async (after, limit) => {
    const listed = await rows.list(TABLES.policies, { after, limit });
    return Promise.all(
      listed.map(async ({ key, row }) => {
        const policy = { ...row, arn: iamArn(account, "policy", row) };
        return { key, row: { policy, use: await useOfPolicy(rows, policy.arn) } };
      }),
    );
  };

const listAwsPolicies =
  (rows: Reader): ReadRows<UsedPolicy> =>
  async (after, limit) => {
    const policies = awsPolicies();
    const last = after && Buffer.from(after).toString();
    const start = last === undefined ? 0 : policies.findIndex(({ arn }) => arn === last) + 1;
    return Promise.all(
      policies.slice(start, start + limit).map(async (policy) => ({
        key: Buffer.from(policy.arn),
        row: { policy, use: await useOfPolicy(rows, policy.arn) },
      })),
    );
  };

let known: readonly KnownPolicy[] | undefined;

/** AWS's policies: read once, for a list of them is read page by page. */
const awsPolicies = (): readonly KnownPolicy[] => (known ??= managedPolicies().map(knownPolicy));
