import type { DecodeAuthorizationMessageResponse } from "@aws-sdk/client-sts";
import { AwsError } from "@skylab/aws";
import type { Operation } from "../operation.ts";

/**
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html
 * No service that is here encodes why it refuses, as EC2 does: there is no message to decode.
 */
export const DecodeAuthorizationMessage: Operation<
  "DecodeAuthorizationMessage"
> = async (): Promise<DecodeAuthorizationMessageResponse> => {
  throw new AwsError("InvalidAuthorizationMessageException", "The message is not valid.");
};
