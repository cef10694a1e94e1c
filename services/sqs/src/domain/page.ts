import { type AwsError, pageToken, readPageToken } from "@skylab/aws";
import { invalidParameter } from "./errors.ts";
import { isQueueName } from "./queue-name.ts";

/** Which part of a list of names a request asks for. */
export type PageRequest = {
  /** The name after which the page begins. */
  readonly after: string | undefined;
  readonly limit: number;
  /** AWS tells how to go on only where the client chose the length of its pages. */
  readonly continued: boolean;
};

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListQueues.html */
const MAX_RESULTS = 1000;

/** @throws AwsError in AWS's words */
export function readPage(input: {
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
}): PageRequest {
  const { MaxResults: maxResults = 0, NextToken: token } = input;
  if (maxResults < 0 || maxResults > MAX_RESULTS) {
    throw invalidParameter(
      `Value for parameter MaxResults is invalid. Reason: MaxResults must be an integer between 1 and ${MAX_RESULTS}.`,
    );
  }
  return {
    after: readToken(token),
    // AWS takes 0 for absent.
    limit: maxResults === 0 ? MAX_RESULTS : maxResults,
    continued: maxResults > 0,
  };
}

/** @param names one more than the page holds, if there are so many */
export function nextToken({ limit, continued }: PageRequest, names: readonly string[]): string | undefined {
  const last = names[limit - 1];
  return continued && names.length > limit && last !== undefined ? pageToken(Buffer.from(last)) : undefined;
}

function readToken(token: string | undefined): string | undefined {
  const key = readPageToken(token, invalidToken);
  const name = key && Buffer.from(key).toString();
  if (name !== undefined && !isQueueName(name)) throw invalidToken();
  return name;
}

const invalidToken = (): AwsError => invalidParameter("Invalid or expired next token.");
