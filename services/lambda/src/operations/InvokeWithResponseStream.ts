import { readClientContext } from "../domain/invocations/client-context.ts";
import { readPayload } from "../domain/invocations/payload.ts";
import { findFunction } from "../find-function.ts";
import type { Operation, Output } from "../operation.ts";
import { responseEvents } from "../invocations/response-events.ts";
import { requireActive, runStreamed } from "../invocations/run-function.ts";
import { traceOf } from "../invocations/trace-of.ts";

/** https://docs.aws.amazon.com/lambda/latest/api/API_InvokeWithResponseStream.html */
export const InvokeWithResponseStream: Operation<"InvokeWithResponseStream"> = async (
  input,
  call,
  store,
): Promise<Output<"InvokeWithResponseStream">> => {
  const found = await findFunction({ name: input.FunctionName, qualifier: input.Qualifier }, call.place, store);
  if (input.InvocationType === "DryRun") return { StatusCode: 204 };
  const payload = readPayload(input.Payload);
  const clientContext = readClientContext(input.ClientContext);
  requireActive(found);
  const { requestId, signal } = call;
  const run = { found, payload, requestId, clientContext, traceId: traceOf(call), signal };
  const answer = await runStreamed(run, store);
  return {
    StatusCode: 200,
    ExecutedVersion: found.version.configuration.Version,
    ResponseStreamContentType: EVENT_STREAM,
    EventStream: responseEvents(answer, input.LogType === "Tail"),
  };
};

const EVENT_STREAM = "application/vnd.amazon.eventstream";
