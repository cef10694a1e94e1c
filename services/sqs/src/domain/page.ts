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
  const { MaxResults: maxResults = 0, NextToken: token = "" } = input;
  if (maxResults < 0 || maxResults > MAX_RESULTS) {
    throw invalidParameter(
      `Value for parameter MaxResults is invalid. Reason: MaxResults must be an integer between 1 and ${MAX_RESULTS}.`,
    );
  }
  return {
    after: token === "" ? undefined : readToken(token),
    // AWS takes 0 for absent.
    limit: maxResults === 0 ? MAX_RESULTS : maxResults,
    continued: maxResults > 0,
  };
}

/** @param names one more than the page holds, if there are so many */
export function nextToken({ limit, continued }: PageRequest, names: readonly string[]): string | undefined {
  const last = names[limit - 1];
  return continued && names.length > limit && last !== undefined ? TOKEN_PREFIX + base64(last) : undefined;
}

/** Tells our tokens from arbitrary text. */
const TOKEN_PREFIX = "AAE";

const base64 = (text: string): string => Buffer.from(text).toString("base64url");

function readToken(token: string): string {
  const text = Buffer.from(token.slice(TOKEN_PREFIX.length), "base64url").toString();
  if (!isQueueName(text) || TOKEN_PREFIX + base64(text) !== token)
    throw invalidParameter("Invalid or expired next token.");
  return text;
}
