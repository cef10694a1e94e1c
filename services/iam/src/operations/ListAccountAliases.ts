import type { ListAccountAliasesResponse } from "@aws-sdk/client-iam";
import { pageOfList } from "../domain/list-page.ts";
import { readPage } from "../domain/page.ts";
import type { Operation } from "../operation.ts";
import { accountOf } from "../store/account.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAccountAliases.html */
export const ListAccountAliases: Operation<"ListAccountAliases"> = async (
  input,
  { caller },
  store,
): Promise<ListAccountAliasesResponse> => {
  const { alias } = await accountOf(store.of(caller.account), caller.account);
  const aliases = alias === undefined ? [] : [alias];
  const { rows, ...page } = pageOfList(readPage(input), aliases, { nameOf: (name) => name });
  return { AccountAliases: [...rows], ...page };
};
