import { AwsError } from "@skylab/aws";

/** S3 says not only which header it does not take, but in another member why. */
export const conditionNotImplemented = (header: string, why: string): AwsError =>
  new AwsError("NotImplemented", "A header you provided implies functionality that is not implemented", {
    members: { Header: header, additionalMessage: why },
  });
