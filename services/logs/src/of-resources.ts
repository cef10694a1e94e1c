import { AwsError } from "@skylab/aws";

/** Policies of single groups are not kept, which nobody must take for kept. */
export const ofResources = (): AwsError =>
  new AwsError("NotImplemented", "Resource policies of single log groups are not implemented: leave resourceArn out.", {
    status: 501,
  });
