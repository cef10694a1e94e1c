import { AwsError, parseArn } from "@skylab/aws";
import type { RoleSessions } from "@skylab/role-sessions";
import type { ServiceClient } from "@skylab/service";
import { callAs } from "./call-as.ts";
import { IntegrationFault, type Integrations, type LambdaAnswer, type LambdaCall } from "./integration.ts";
import { within } from "./within.ts";

export type LambdaParts = { readonly call: ServiceClient; readonly roles: RoleSessions };

/** Functions of Lambda, of any account and region: the function's policy decides, or the role's. */
export const openLambda =
  (parts: LambdaParts): Integrations["lambda"] =>
  (asked) =>
    within(asked, (signal) => invoke(asked, signal, parts));

async function invoke(asked: LambdaCall, signal: AbortSignal, { call, roles }: LambdaParts): Promise<LambdaAnswer> {
  const { event, functionArn, payload, trace } = asked;
  const region = parseArn(functionArn)?.region ?? asked.as.place.region;
  const as = await callAs(asked.as, { region, trace }, roles);
  const input = { FunctionName: functionArn, Payload: payload, InvocationType: event ? "Event" : "RequestResponse" };
  const output = await call({ service: "lambda", operation: "Invoke", input, as, signal }).catch((error: unknown) => {
    throw faultOf(error);
  });
  const { FunctionError: functionError, Payload: answer = NOTHING } = output as Invoked; // as: what Lambda's model says.
  return { payload: answer, functionError };
}

type Invoked = { readonly Payload?: Uint8Array; readonly FunctionError?: string };

const NOTHING = new Uint8Array();

/** By Lambda's codes: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_Errors */
const KINDS: Readonly<Record<string, IntegrationFault["kind"]>> = {
  AccessDeniedException: "forbidden",
  RequestEntityTooLargeException: "too-large",
  TooManyRequestsException: "throttled",
};

function faultOf(error: unknown): unknown {
  if (error instanceof IntegrationFault || !(error instanceof Error)) return error;
  if (!(error instanceof AwsError)) return new IntegrationFault("unreachable", error.message, { cause: error });
  const kind = KINDS[error.code] ?? "failure";
  // In the words of AWS's execution logs; Lambda's own would tell the function's ARN.
  const message = kind === "forbidden" ? "Invalid permissions on Lambda function" : error.message;
  return new IntegrationFault(kind, message, { cause: error });
}
