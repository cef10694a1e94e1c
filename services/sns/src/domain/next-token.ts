import { readPageToken } from "@skylab/aws";
import { invalidParameter } from "./errors.ts";

/**
 * The key behind which a page begins; `undefined` where it is the first.
 * @throws AwsError InvalidParameter for a token of somebody else's, in words that nobody recorded from AWS
 */
export const readNextToken = (token: string | undefined): Uint8Array | undefined =>
  readPageToken(token, () => invalidParameter("NextToken"));
