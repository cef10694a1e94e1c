import { Readable } from "node:stream";
import type { RequestHead, Values } from "@skylab/protocol";
import { MAX_CALL_BYTES } from "../calls/call-size.ts";
import type { AnswerCall, CallAs } from "../calls/service-call.ts";
import { answerTooLarge, notImplementedError } from "../errors.ts";
import type { Exchange } from "../exchange.ts";
import type { Caller } from "../service-definition.ts";
import { asRefusal, type Compiled, perform } from "./pipeline.ts";
import { type CallOrigin, RequestCall } from "./request-call.ts";

/** Calls of other services: known who they are from, and already typed values. Rejects with an AwsError, whatever fails. */
export function performCalls(compiled: Compiled): AnswerCall {
  const { frame, model } = compiled;
  const family = compiled.familyOf(compiled.codec.protocolOf(CALL_HEAD));
  return async ({ operation: name, input, as }, waits) => {
    const operation = compiled.operations.get(name);
    if (operation === undefined) throw notImplementedError(model.sdkId, name);
    const requestId = frame.ids.uuid();
    const by = { requestId, caller: callerOf(as), place: as.place, family };
    const call = new RequestCall(compiled, new ServiceOrigin(as, waits), by);
    const startedAt = performance.now();
    const count = (code: string): void => operation.meter.count(code, (performance.now() - startedAt) / 1000);
    try {
      const output = await gathered(await perform(compiled, operation, { input, call, family }));
      count("OK");
      return output;
    } catch (error) {
      const refusal = asRefusal(error, { operation: name, requestId, log: frame.log });
      count(refusal.code);
      throw refusal;
    }
  };
}

/** Who calls: the service, or whom it acts for. */
function callerOf({ onBehalfOf, place, principal }: CallAs): Caller {
  if (onBehalfOf !== undefined) return { ...onBehalfOf, via: principal.name };
  const { name } = principal;
  return { account: place.account, arn: name, id: name, accessKeyId: undefined, service: principal };
}

/** What a callee answers must be bytes before it can go to another process: who reads more asks for it in ranges. */
async function gathered(output: Values): Promise<Values> {
  const bytes: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(output)) {
    if (value instanceof Readable) bytes[name] = await bytesOf(value);
  }
  return { ...output, ...bytes };
}

/** To leave the loop destroys the stream. */
async function bytesOf(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > MAX_CALL_BYTES) throw answerTooLarge(MAX_CALL_BYTES);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

/** Such a call has no head that came over a wire. */
const CALL_HEAD: RequestHead = { method: "POST", path: "/", query: "", headers: {} };

/** Where a service's call comes from, as far as that is a place. A class for what `RequestCall` is one for. */
class ServiceOrigin implements CallOrigin {
  readonly head: RequestHead;
  readonly endpoint = "http://localhost";
  readonly sourceIp: string;
  readonly #waits: Pick<Exchange, "signal">;

  constructor({ principal, trace }: CallAs, waits: Pick<Exchange, "signal">) {
    this.sourceIp = principal.name;
    this.head = trace === undefined ? CALL_HEAD : { ...CALL_HEAD, headers: { "x-amzn-trace-id": trace } };
    this.#waits = waits;
  }

  get signal(): AbortSignal {
    return this.#waits.signal;
  }
}
