import type { GetDataProtectionPolicyResponse } from "@aws-sdk/client-sns";
import { readTopic } from "../find-topic.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/sns/latest/api/API_GetDataProtectionPolicy.html */
export const GetDataProtectionPolicy: Operation<"GetDataProtectionPolicy"> = async (
  input,
  call,
  store,
): Promise<GetDataProtectionPolicyResponse> => {
  const { row } = await readTopic(input.ResourceArn, call, store);
  return row.dataProtectionPolicy === undefined ? {} : { DataProtectionPolicy: row.dataProtectionPolicy };
};
