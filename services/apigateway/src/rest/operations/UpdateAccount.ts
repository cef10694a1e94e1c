import type { Account } from "@aws-sdk/client-api-gateway";
import { checkPassedRole } from "../../domain/passed-role.ts";
import { applyPatches } from "../../domain/patch/apply-patches.ts";
import { accountPatches, describeAccount } from "../../domain/rest/account.ts";
import { ACCOUNT_KEY, accountRows } from "../../store/account.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateAccount.html */
export const UpdateAccount: Operation<"UpdateAccount"> = async (
  { patchOperations },
  { place },
  store,
): Promise<Account> => {
  const account = await store.change(place, async (rows) => {
    const current = (await rows.get(accountRows, ACCOUNT_KEY)) ?? {};
    const changed = applyPatches(current, patchOperations, accountPatches);
    checkPassedRole(changed.cloudwatchRoleArn, place);
    rows.put(accountRows, changed, ACCOUNT_KEY);
    return changed;
  });
  return describeAccount(account);
};
