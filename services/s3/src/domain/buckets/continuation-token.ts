import { AwsError } from "@skylab/aws";

/** Where a listing goes on: opaque to clients. */
export const continuationToken = (after: string): string => Buffer.from(after).toString("base64url");

/**
 * The name after which a listing goes on.
 * @throws AwsError InvalidArgument for what is no token
 */
export function readContinuationToken(token: string | undefined): string | undefined {
  if (token === undefined) return undefined;
  const after = Buffer.from(token, "base64url").toString();
  if (after === "" || continuationToken(after) !== token) {
    throw new AwsError("InvalidArgument", "The continuation token provided is incorrect", {
      members: { ArgumentName: "continuation-token" },
    });
  }
  return after;
}
