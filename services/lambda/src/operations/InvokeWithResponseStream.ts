import type { InvokeWithResponseStreamResponseEvent } from "@aws-sdk/client-lambda";
import type { InvocationEnd, Invoked } from "@skylab/sandbox";
import { readClientContext } from "../domain/invocations/client-context.ts";
import { readPayload } from "../domain/invocations/payload.ts";
import { findFunction } from "../find-function.ts";
import type { Operation, Output } from "../operation.ts";
import { requireActive, runStreamed } from "../run-function.ts";
import { traceOf } from "../trace-of.ts";

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
    EventStream: events(answer, input.LogType === "Tail"),
  };
};

const EVENT_STREAM = "application/vnd.amazon.eventstream";

/** What the function writes, chunk by chunk, and how it ended. */
async function* events(answer: Invoked, isLogTold: boolean): AsyncGenerator<InvokeWithResponseStreamResponseEvent> {
  if (answer.kind === "streamed") {
    for await (const chunk of answer.body) yield { PayloadChunk: { Payload: chunk as Uint8Array } }; // as: its bytes.
    yield complete(await answer.end, isLogTold);
    return;
  }
  const { end, payload } = answer;
  if (end.functionError === undefined) yield { PayloadChunk: { Payload: payload } };
  yield complete({ errorDetails: Buffer.from(payload).toString(), ...end }, isLogTold);
}

function complete(
  { errorDetails, errorType, functionError, logTail }: InvocationEnd,
  isLogTold: boolean,
): InvokeWithResponseStreamResponseEvent {
  return {
    InvokeComplete: {
      ...(functionError !== undefined && { ErrorCode: errorType ?? functionError, ErrorDetails: errorDetails }),
      ...(isLogTold && { LogResult: logTail }),
    },
  };
}
