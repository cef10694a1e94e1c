import type { GetAccountSummaryResponse } from "@aws-sdk/client-iam";
import { summaryMap } from "../domain/account-summary.ts";
import type { Operation } from "../operation.ts";
import { countEntities } from "../store/account-summary.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountSummary.html */
export const GetAccountSummary: Operation<"GetAccountSummary"> = async (
  _input,
  { caller },
  store,
): Promise<GetAccountSummaryResponse> => ({
  SummaryMap: summaryMap(await countEntities(store.of(caller.account))),
});
