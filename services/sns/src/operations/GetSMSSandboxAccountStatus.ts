import type { GetSMSSandboxAccountStatusResult } from "@aws-sdk/client-sns";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/sns/latest/api/API_GetSMSSandboxAccountStatus.html */
export const GetSMSSandboxAccountStatus: Operation<"GetSMSSandboxAccountStatus"> = async (
  _input,
  { place },
  store,
): Promise<GetSMSSandboxAccountStatusResult> => ({ IsInSandbox: await store.sms.isInSandbox(place) });
