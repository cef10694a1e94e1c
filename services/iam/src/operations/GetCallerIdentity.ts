import type { GetCallerIdentityResponse } from "@aws-sdk/client-sts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
export const GetCallerIdentity: Operation<"GetCallerIdentity"> = (_input, call): Promise<GetCallerIdentityResponse> => {
  const { account, arn, id } = call.caller;
  return Promise.resolve({ UserId: id, Account: account, Arn: arn });
};
