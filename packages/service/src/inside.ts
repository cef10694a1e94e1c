import { NOBODY } from "@skylab/auth";
import type { Values } from "@skylab/protocol";
import type { Exchange } from "./exchange.ts";
import { type Compiled, type Passage, perform } from "./pipeline.ts";
import { RequestCall } from "./request-call.ts";
import type { Caller, Inside, Types } from "./service.ts";

/** Lets what answers beside the operations do one of them: as a request of the caller, or of nobody, would. */
export function insideOf<Operations extends Types>(
  compiled: Compiled,
  exchange: Exchange,
  passage: Passage,
): Inside<Operations> {
  const { codec, frame, model } = compiled;
  const { requestId } = passage;
  return {
    requestId,
    frame,
    perform: async (name, input, caller: Caller = NOBODY) => {
      const operation = compiled.operations.get(name);
      if (operation === undefined) throw new Error(`${model.name} has no operation ${name}.`);
      passage.operation = operation;
      passage.caller = caller;
      const place = { account: caller.account, region: frame.region };
      passage.region = place.region;
      const family = compiled.familyOf(codec.protocolOf(exchange.head));
      const call = new RequestCall(compiled, exchange, { requestId, caller, place, family });
      // as: the values that handlers take and give are of the types that `Operations` is made of.
      return perform(compiled, operation, { input: input as Values, call, family });
    },
  };
}
