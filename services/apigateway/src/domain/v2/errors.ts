import { AwsError } from "@skylab/aws";
import { badRequest, notFound } from "../errors.ts";

// Words that the HTTP and WebSocket API has beyond those of both. What concerns one room alone stands there.

/** An API that is not there, or is another's: AWS names the account with it. */
export const noSuchApi = (account: string, apiId: string): AwsError =>
  notFound(`Invalid API identifier specified ${account}:${apiId}`);

/** @param kind `Route`, `Integration` */
export const noSuchPart = (kind: string, id: string): AwsError =>
  notFound(`Invalid ${kind} identifier specified ${id}`);

export const noSuchStage = (): AwsError => notFound("Invalid stage identifier specified");

/** AWS says so of a stage, and of a REST API. */
export const apiIsMapped = (apiId: string, domains: readonly string[]): AwsError =>
  badRequest(
    `Deleting Api ${apiId} failed. Please remove all base path mappings related to the Api in your domains: ${domains.join(", ")}`,
  );

/** AWS answers 429 where one more would break a limit. @param kind in the plural: `Routes` */
export const limitReached = (kind: string): AwsError =>
  new AwsError(
    "TooManyRequestsException",
    `Maximum number of ${kind} for this API has been reached. Please contact AWS if you need additional ${kind}.`,
  );

/** Mapping expressions are refused as a report on all of them, of which AWS tells the first. */
export const invalidMapping = (problem: string): string =>
  `Invalid mapping expression specified: Validation Result: warnings : [], errors : [${problem}]`;
