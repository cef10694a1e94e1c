import type { FunctionEventInvokeConfig } from "@aws-sdk/client-lambda";
import type { AwsError } from "@skylab/aws";
import { invalidParameterValue, resourceNotFound } from "../errors.ts";
import { type FunctionAddress, functionArn } from "../functions/function-arn.ts";
import { type Destinations, describeDestinations } from "./destinations.ts";

/** How asynchronous invocations of a function, version or alias are retried, and where their records go. */
export type StoredEventInvokeConfig = {
  /** After the first attempt; two where absent. */
  readonly maxRetries?: number;
  /** An event is given up after so long; six hours where absent. */
  readonly maxAgeSeconds?: number;
  readonly destinations: Destinations;
  /** Milliseconds since the epoch. */
  readonly modifiedAt: number;
};

/** What a function has that was never configured. https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html */
export const DEFAULT_MAX_RETRIES = 2;
export const DEFAULT_MAX_AGE_SECONDS = 21_600;

/** @param qualifier `$LATEST`, a version or an alias */
export const describeEventInvokeConfig = (
  of: FunctionAddress,
  qualifier: string,
  config: StoredEventInvokeConfig,
): FunctionEventInvokeConfig => ({
  LastModified: new Date(config.modifiedAt),
  FunctionArn: functionArn(of, qualifier),
  ...(config.maxRetries !== undefined && { MaximumRetryAttempts: config.maxRetries }),
  ...(config.maxAgeSeconds !== undefined && { MaximumEventAgeInSeconds: config.maxAgeSeconds }),
  DestinationConfig: describeDestinations(config.destinations),
});

/** The operations on these configurations name no function that is missing. */
export const functionDoesNotExist = (): AwsError => resourceNotFound("The function doesn't exist.");

export const noEventInvokeConfig = (arn: string): AwsError =>
  resourceNotFound(`The function ${arn} doesn't have an EventInvokeConfig`);

export const nothingToConfigure = (): AwsError =>
  invalidParameterValue("You must specify at least one of error handling or destination setting.");
