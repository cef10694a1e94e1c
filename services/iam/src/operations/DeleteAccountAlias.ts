import { noSuchEntity } from "../domain/errors.ts";
import type { Operation } from "../operation.ts";
import { accountOf, putAccount } from "../store/account.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteAccountAlias.html */
export const DeleteAccountAlias: Operation<"DeleteAccountAlias"> = async (
  { AccountAlias },
  { caller },
  store,
): Promise<Record<string, never>> => {
  await store.change(caller.account, async (rows) => {
    const { alias, ...account } = await accountOf(rows, caller.account);
    if (alias !== AccountAlias) throw noSuchEntity(`The account alias with name ${AccountAlias} cannot be found.`);
    putAccount(rows, account);
  });
  return {};
};
