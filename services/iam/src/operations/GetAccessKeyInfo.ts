import type { GetAccessKeyInfoResponse } from "@aws-sdk/client-sts";
import { AwsError } from "@skylab/aws";
import { accountOfKeyId } from "@skylab/identity";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetAccessKeyInfo.html */
export const GetAccessKeyInfo: Operation<"GetAccessKeyInfo"> = async (input): Promise<GetAccessKeyInfoResponse> => {
  // The account is in the id: whether there is such a key is not asked, as AWS does not.
  const account = accountOfKeyId(input.AccessKeyId);
  if (account === undefined) throw new AwsError("ValidationError", "Invalid access key", { status: 400 });
  return { Account: account };
};
