import { Readable } from "node:stream";
import type { Values } from "@skylab/protocol";
import { IntegrationFault, type Integrations, type LambdaCall } from "./integration.ts";
import { asInvoker, type LambdaParts } from "./lambda.ts";
import { faultOfLambda } from "./lambda-fault.ts";
import { within } from "./within.ts";

/** Functions whose answers come as they write them. What they do wrong later breaks the answer off. */
export const openLambdaStream =
  (parts: LambdaParts): Integrations["lambdaStream"] =>
  (asked) =>
    within(asked, (signal) => invoke(asked, signal, parts));

async function invoke(asked: LambdaCall, signal: AbortSignal, parts: LambdaParts): Promise<Readable> {
  const as = await asInvoker(asked, parts);
  const input = { FunctionName: asked.functionArn, Payload: asked.payload };
  const invocation = { service: "lambda", operation: "InvokeWithResponseStream", input, as, signal };
  const output = await parts.call(invocation).catch(faultOfLambda);
  const chunks = chunksOf((output as Streamed).EventStream); // as: what Lambda's model says.
  // Until it has begun, a function that fails is one that gave no answer.
  const first = await chunks.next();
  return Readable.from(begunBy(first, chunks), { objectMode: false });
}

type Streamed = { readonly EventStream: AsyncIterable<Values> };

/** https://docs.aws.amazon.com/lambda/latest/api/API_InvokeWithResponseStreamResponseEvent.html */
type StreamEvent = {
  readonly PayloadChunk?: { readonly Payload: Uint8Array };
  readonly InvokeComplete?: { readonly ErrorCode?: string; readonly ErrorDetails?: string };
};

async function* chunksOf(events: AsyncIterable<StreamEvent>): AsyncGenerator<Uint8Array> {
  for await (const { InvokeComplete, PayloadChunk } of events) {
    if (PayloadChunk !== undefined) yield PayloadChunk.Payload;
    if (InvokeComplete?.ErrorCode !== undefined) {
      const { ErrorCode, ErrorDetails = "" } = InvokeComplete;
      throw new IntegrationFault("failure", `${ErrorCode}: ${ErrorDetails}`);
    }
  }
}

/** Chunks of which the first is there already. They are begun, so that an end reaches whoever makes them. */
const begunBy = (first: IteratorResult<Uint8Array>, chunks: AsyncGenerator<Uint8Array>): AsyncIterable<Uint8Array> => ({
  [Symbol.asyncIterator]: () => {
    let given = false;
    return {
      next: () => {
        if (given) return chunks.next();
        given = true;
        return Promise.resolve(first);
      },
      return: () => chunks.return(undefined),
    };
  },
});
