import type { InvokeWithResponseStreamResponseEvent } from "@aws-sdk/client-lambda";
import type { InvocationEnd, Invoked } from "@skylab/sandbox";

/** What the function writes, chunk by chunk, and how it ended. */
export async function* responseEvents(
  answer: Invoked,
  isLogTold: boolean,
): AsyncGenerator<InvokeWithResponseStreamResponseEvent> {
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
