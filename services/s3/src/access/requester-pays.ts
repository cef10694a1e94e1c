import type { Call } from "@skylab/service";
import type { Bucket } from "../domain/bucket.ts";
import { accessDenied } from "../domain/errors.ts";
import { given } from "./given.ts";

/**
 * Where who asks pays, other accounts must say that they will; nobody cannot.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/RequesterPaysBuckets.html
 * @throws AwsError AccessDenied
 */
export function requirePayer({ account, configurations }: Bucket, { caller, head }: Call): void {
  if (configurations.requestPayment?.Payer !== "Requester" || caller.account === account) return;
  const isNobody = caller.arn === "anonymous";
  if (isNobody || given(head, "x-amz-request-payer") !== "requester") throw accessDenied();
}
