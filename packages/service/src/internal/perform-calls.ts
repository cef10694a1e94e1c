import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { AwsError } from "@skylab/aws";
import type { Values } from "@skylab/protocol";
import { type Compiled, perform } from "../pipeline.ts";
import { RequestCall } from "../request-call.ts";
import type { Caller } from "../service.ts";
import type { AnswerCall, CallAs } from "./service-call.ts";

/** Calls of other services: known who they are from, and already typed values. */
export function performCalls(compiled: Compiled): AnswerCall {
  const { frame, model } = compiled;
  const family = compiled.familyOf(compiled.codec.protocolOf(CALL_HEAD));
  return async ({ operation: name, input, as }, signal) => {
    const operation = compiled.operations.get(name);
    if (operation === undefined) throw new Error(`${model.name} has no operation ${name}.`);
    const { place, principal } = as;
    const origin = { head: CALL_HEAD, endpoint: "http://localhost", sourceIp: principal.name, signal };
    const by = { requestId: frame.ids.uuid(), caller: callerOf(as), place, family };
    const call = new RequestCall(compiled, origin, by);
    const startedAt = performance.now();
    const count = (code: string): void => operation.meter.count(code, (performance.now() - startedAt) / 1000);
    try {
      const output = await gathered(await perform(compiled, operation, { input, call, family }));
      count("OK");
      return output;
    } catch (error) {
      count(error instanceof AwsError ? error.code : "InternalFailure");
      throw error;
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
    if (value instanceof Readable) bytes[name] = await buffer(value);
  }
  return { ...output, ...bytes };
}

/** Such a call has no head that came over a wire. */
const CALL_HEAD = { method: "POST", path: "/", query: "", headers: {} };
