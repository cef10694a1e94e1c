import { AwsError } from "@skylab/aws";
import { IntegrationFault } from "./integration.ts";

/** By Lambda's codes: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_Errors */
const KINDS: Readonly<Record<string, IntegrationFault["kind"]>> = {
  AccessDeniedException: "forbidden",
  RequestEntityTooLargeException: "too-large",
  TooManyRequestsException: "throttled",
};

/** @throws IntegrationFault that tells what Lambda answered in place of the function */
export function faultOfLambda(error: unknown): never {
  if (!(error instanceof Error)) throw error;
  if (!(error instanceof AwsError)) throw new IntegrationFault("unreachable", error.message, { cause: error });
  const kind = KINDS[error.code] ?? "failure";
  // In the words of AWS's execution logs; Lambda's own would tell the function's ARN.
  const message = kind === "forbidden" ? "Invalid permissions on Lambda function" : error.message;
  throw new IntegrationFault(kind, message, { cause: error });
}
