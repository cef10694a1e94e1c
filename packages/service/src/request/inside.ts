import { type AuthFamily, NOBODY } from "@skylab/auth";
import type { Values } from "@skylab/protocol";
import type { Exchange } from "../exchange.ts";
import type { Caller, Inside, Types } from "../service-definition.ts";
import { authenticateRequest, type Compiled, type Passage, perform, refuse } from "./pipeline.ts";
import type { Prepared } from "./prepare.ts";
import { RequestCall } from "./request-call.ts";

/** Lets what answers beside the operations do one of them: as a request of the caller, or of nobody, would. */
export function insideOf<Operations extends Types>(
  compiled: Compiled,
  exchange: Exchange,
  passage: Passage,
): Inside<Operations> {
  const { codec, frame, model } = compiled;
  const { requestId } = passage;
  const prepared = (name: string): Prepared => {
    const operation = compiled.operations.get(name);
    if (operation === undefined) throw new Error(`${model.name} has no operation ${name}.`);
    return operation;
  };
  const family = (): AuthFamily => compiled.familyOf(codec.protocolOf(exchange.head));
  const callOf = (caller: Caller, region: string): RequestCall => {
    passage.caller = caller;
    passage.region = region;
    const place = { account: caller.account, region };
    return new RequestCall(compiled, exchange, { requestId, caller, place, family: family() });
  };
  const performAs = (caller: Caller, operation: Prepared, input: Values): Promise<Values> => {
    passage.operation = operation;
    return perform(compiled, operation, { input, call: callOf(caller, frame.region), family: family() });
  };
  return {
    requestId,
    frame,
    perform: async (name, input, caller: Caller = NOBODY) => {
      // as: the values that handlers take and give are of the types that `Operations` is made of.
      return performAs(caller, prepared(name), input as Values);
    },
    answer: async (head, body, caller: Caller = NOBODY) => {
      const route = codec.route(head, undefined);
      const output = await performAs(caller, prepared(route.operation.name), codec.decode(route, head, body));
      return codec.encode(route, output, compiled.answerContext(requestId));
    },
    authenticate: async (body) => {
      const how = { body, family: family(), unsigned: true };
      return (await authenticateRequest(compiled, exchange, how)).identity;
    },
    refusalOf: (permission, caller, region) => callOf(caller, region).refusalOf(permission),
    refuse: (error) => refuse(compiled, { head: exchange.head, passage, error }),
  };
}
