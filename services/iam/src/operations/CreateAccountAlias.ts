import { alreadyExists } from "../domain/errors.ts";
import type { Operation } from "../operation.ts";
import { accountOf, putAccount } from "../store/account.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccountAlias.html */
export const CreateAccountAlias: Operation<"CreateAccountAlias"> = async (
  { AccountAlias: alias },
  { caller },
  store,
): Promise<Record<string, never>> => {
  await store.change(caller.account, async (rows) => {
    const account = await accountOf(rows, caller.account);
    if (account.alias === alias) throw alreadyExists(`The account alias ${alias} already exists.`);
    // An account has one alias: a new one takes the place of the old.
    putAccount(rows, { ...account, alias });
  });
  return {};
};
