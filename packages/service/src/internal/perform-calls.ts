import { AwsError } from "@skylab/aws";
import { type Compiled, perform } from "../pipeline.ts";
import { RequestCall } from "../request-call.ts";
import type { AnswerCall } from "./service-call.ts";

/** Calls of other services: known who they are from, and already typed values. */
export function performCalls(compiled: Compiled): AnswerCall {
  const { frame, model } = compiled;
  const family = compiled.familyOf(compiled.codec.protocolOf(CALL_HEAD));
  return async ({ operation: name, input, as: { principal, place } }, signal) => {
    const operation = compiled.operations.get(name);
    if (operation === undefined) throw new Error(`${model.name} has no operation ${name}.`);
    const caller = {
      account: place.account,
      arn: principal.name,
      id: principal.name,
      accessKeyId: undefined,
      service: principal,
    };
    const origin = { head: CALL_HEAD, endpoint: "http://localhost", sourceIp: principal.name, signal };
    const call = new RequestCall(compiled, origin, { requestId: frame.ids.uuid(), caller, place, family });
    const startedAt = performance.now();
    const count = (code: string): void => operation.meter.count(code, (performance.now() - startedAt) / 1000);
    try {
      const output = await perform(compiled, operation, { input, call, family });
      count("OK");
      return output;
    } catch (error) {
      count(error instanceof AwsError ? error.code : "InternalFailure");
      throw error;
    }
  };
}

/** Such a call has no head that came over a wire. */
const CALL_HEAD = { method: "POST", path: "/", query: "", headers: {} };
