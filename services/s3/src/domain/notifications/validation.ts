import { AwsError, parseArn } from "@skylab/aws";

/** What is wrong with a destination, in AWS's words. */
export type Rejected = { readonly destination: string; readonly error: unknown };

const RESOURCES: Readonly<Record<string, string>> = { sqs: "queue", sns: "topic" };

/** @throws AwsError InvalidArgument where S3 could not reach some of the destinations of a new configuration. */
export function checkReached(rejected: readonly Rejected[]): void {
  if (rejected.length === 0) return;
  const members = rejected.flatMap(({ destination, error }, index) => [
    [`ArgumentName${index + 1}`, isFunction(destination) ? `${destination}, null` : destination],
    [`ArgumentValue${index + 1}`, reasonOf(destination, error)],
  ]);
  throw new AwsError("InvalidArgument", "Unable to validate the following destination configurations", {
    members: Object.fromEntries(members),
  });
}

const isFunction = (destination: string): boolean => parseArn(destination)?.service === "lambda";

function reasonOf(destination: string, error: unknown): string {
  const resource = RESOURCES[parseArn(destination)?.service ?? ""];
  if (resource === undefined) return `Not authorized to invoke function [${destination}]`;
  if (error instanceof AwsError && error.code.startsWith("AccessDenied")) {
    return `Permissions on the destination ${resource} do not allow S3 to publish notifications from this bucket`;
  }
  return `The destination ${resource} does not exist`;
}
