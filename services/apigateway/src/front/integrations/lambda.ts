import { parseArn } from "@skylab/aws";
import type { RoleSessions } from "@skylab/role-sessions";
import type { CallAs, ServiceClient } from "@skylab/service";
import { callAs } from "./call-as.ts";
import type { Integrations, LambdaAnswer, LambdaCall } from "./integration.ts";
import { faultOfLambda } from "./lambda-fault.ts";
import { within } from "./within.ts";

export type LambdaParts = { readonly call: ServiceClient; readonly roles: RoleSessions };

/** Functions of Lambda, of any account and region: the function's policy decides, or the role's. */
export const openLambda =
  (parts: LambdaParts): Integrations["lambda"] =>
  (asked) =>
    within(asked, (signal) => invoke(asked, signal, parts));

async function invoke(asked: LambdaCall, signal: AbortSignal, parts: LambdaParts): Promise<LambdaAnswer> {
  const { event, functionArn, payload } = asked;
  const as = await asInvoker(asked, parts);
  const input = { FunctionName: functionArn, Payload: payload, InvocationType: event ? "Event" : "RequestResponse" };
  const invocation = { service: "lambda", operation: "Invoke", input, as, signal };
  const output = await parts.call(invocation).catch(faultOfLambda);
  const { FunctionError: functionError, Payload: answer = NOTHING } = output as Invoked; // as: what Lambda's model says.
  return { payload: answer, functionError };
}

type Invoked = { readonly Payload?: Uint8Array; readonly FunctionError?: string };

const NOTHING = new Uint8Array();

/** As whom a function is invoked: in its own region. */
export function asInvoker({ as, functionArn, trace }: LambdaCall, { roles }: LambdaParts): Promise<CallAs> {
  return callAs(as, { region: parseArn(functionArn)?.region ?? as.place.region, trace }, roles);
}
