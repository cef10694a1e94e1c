import { acceptEvent } from "../invocations/accept-event.ts";
import { readClientContext } from "../domain/invocations/client-context.ts";
import { readEvent, readPayload } from "../domain/invocations/payload.ts";
import { findFunction } from "../find-function.ts";
import type { Operation, Output } from "../operation.ts";
import { requireActive, runFunction } from "../invocations/run-function.ts";
import { traceOf } from "../invocations/trace-of.ts";

const ACCEPTED: Output<"Invoke"> = { StatusCode: 202 };
const ALLOWED: Output<"Invoke"> = { StatusCode: 204 };

/** https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
export const Invoke: Operation<"Invoke"> = async (input, call, store): Promise<Output<"Invoke">> => {
  const found = await findFunction({ name: input.FunctionName, qualifier: input.Qualifier }, call.place, store);
  if (input.InvocationType === "DryRun") return ALLOWED;
  if (input.InvocationType === "Event") {
    await acceptEvent({ found, payload: readEvent(input.Payload) }, call, store);
    return ACCEPTED;
  }
  const payload = readPayload(input.Payload);
  const clientContext = readClientContext(input.ClientContext);
  requireActive(found);
  const { requestId, signal } = call;
  const run = { found, payload, requestId, clientContext, traceId: traceOf(call), signal };
  const answer = await runFunction(run, store);
  const { functionError, logTail } = answer.end;
  return {
    StatusCode: 200,
    ExecutedVersion: found.version.configuration.Version,
    Payload: answer.payload,
    ...(functionError !== undefined && { FunctionError: functionError }),
    ...(input.LogType === "Tail" && { LogResult: logTail }),
  };
};
