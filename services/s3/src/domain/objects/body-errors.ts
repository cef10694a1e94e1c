import { AwsError } from "@skylab/aws";

/** The body ended, or its client went away, before its announced end. */
export const incompleteBody = (): AwsError =>
  new AwsError("IncompleteBody", "The request body terminated unexpectedly", { status: 400 });

/** More or fewer bytes than announced. */
export const wrongLength = (): AwsError =>
  new AwsError(
    "IncompleteBody",
    "You did not provide the number of bytes specified by the Content-Length HTTP header",
    {
      status: 400,
    },
  );
