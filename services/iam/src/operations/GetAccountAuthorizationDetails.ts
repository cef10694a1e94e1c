import type { GetAccountAuthorizationDetailsResponse } from "@aws-sdk/client-iam";
import { readPage, readPageOf } from "../domain/page.ts";
import type { Operation } from "../operation.ts";
import { type Detail, listDetails } from "../store/authorization-details.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html */
export const GetAccountAuthorizationDetails: Operation<"GetAccountAuthorizationDetails"> = async (
  input,
  call,
  store,
): Promise<GetAccountAuthorizationDetailsResponse> => {
  const { account } = call.caller;
  const wanted = new Set<string>(input.Filter);
  const matches = ({ kind, used }: Detail): boolean => used && (wanted.size === 0 || wanted.has(kind));
  const { rows, ...page } = await readPageOf(readPage(input), listDetails(store.of(account), account), matches);
  return {
    UserDetailList: rows.flatMap((row) => (row.kind === "User" ? [row.detail] : [])),
    GroupDetailList: rows.flatMap((row) => (row.kind === "Group" ? [row.detail] : [])),
    RoleDetailList: rows.flatMap((row) => (row.kind === "Role" ? [row.detail] : [])),
    Policies: rows.flatMap((row) =>
      row.kind === "LocalManagedPolicy" || row.kind === "AWSManagedPolicy" ? [row.detail] : [],
    ),
    ...page,
  };
};
