import type { Account } from "@aws-sdk/client-api-gateway";
import { describeAccount } from "../../domain/rest/account.ts";
import { ACCOUNT_KEY, accountRows } from "../../store/account.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetAccount.html */
export const GetAccount: Operation<"GetAccount"> = async (_input, { place }, store): Promise<Account> =>
  describeAccount((await store.of(place).get(accountRows, ACCOUNT_KEY)) ?? {});
