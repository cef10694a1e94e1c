import type { DestinationConfig } from "@aws-sdk/client-lambda";
import { parseArn } from "@skylab/aws";
import { invalidParameterValue } from "../errors.ts";
import { type FunctionAddress, functionArn } from "../functions/function-arn.ts";

/** Where records of asynchronous invocations go. */
export type Destinations = {
  readonly onSuccess?: string;
  readonly onFailure?: string;
};

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
const ON_SUCCESS: readonly string[] = ["events", "lambda", "sns", "sqs"];
const ON_FAILURE: readonly string[] = [...ON_SUCCESS, "s3"];

/** The destinations that a request sets; an empty one is none. */
export const readDestinations = (config: DestinationConfig | undefined): Destinations => ({
  ...(config?.OnSuccess?.Destination && { onSuccess: config.OnSuccess.Destination }),
  ...(config?.OnFailure?.Destination && { onFailure: config.OnFailure.Destination }),
});

/** Destinations as the API shows them: both members, whatever there is. */
export const describeDestinations = ({ onFailure, onSuccess }: Destinations): DestinationConfig => ({
  OnSuccess: onSuccess === undefined ? {} : { Destination: onSuccess },
  OnFailure: onFailure === undefined ? {} : { Destination: onFailure },
});

/**
 * Checks destinations of a function beyond their form; answers the functions among them, which the caller must find.
 * @throws AwsError InvalidParameterValueException
 */
export function checkDestinations(destinations: Destinations, of: FunctionAddress): readonly string[] {
  const { onFailure, onSuccess } = destinations;
  const isValid = isOneOf(onFailure, ON_FAILURE) && isOneOf(onSuccess, ON_SUCCESS);
  if (!isValid) throw invalidConfig(destinations);
  const functions = [onFailure, onSuccess].filter((arn) => arn !== undefined && parseArn(arn)?.service === "lambda");
  return functions.flatMap((arn) => {
    if (arn === undefined) return [];
    if (arn === functionArn(of) || arn.startsWith(`${functionArn(of)}:`)) throw itself();
    return [arn];
  });
}

const isOneOf = (arn: string | undefined, services: readonly string[]): boolean =>
  arn === undefined || services.includes(parseArn(arn)?.service ?? "");

const invalidConfig = ({ onFailure, onSuccess }: Destinations): Error =>
  invalidParameterValue(
    "The provided destination config DestinationConfig(" +
      `onSuccess=${onSuccess === undefined ? "null" : `OnSuccess(destination=${onSuccess})`}, ` +
      `onFailure=${onFailure === undefined ? "null" : `OnFailure(destination=${onFailure})`}) is invalid.`,
  );

const itself = (): Error => invalidParameterValue("You can't specify the function as a destination for itself.");

export const noSuchDestination = (arn: string): Error =>
  invalidParameterValue(`The destination ARN ${arn} is invalid.`);
