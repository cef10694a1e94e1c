import { NotServed } from "../not-served.ts";
import { requireCallSize } from "./call-size.ts";
import type { AnswerCall, ServiceClient } from "./service-call.ts";

/** Calls between services of one process. */
export type LocalCalls = {
  readonly call: ServiceClient;
  /** Tells which services there are: they are made with `call` in their hands, and are there only then. */
  readonly reach: (services: readonly Reached[]) => void;
};

type Reached = { readonly name: string; readonly answerCall?: AnswerCall };

/** Of a call whose caller does not end it: it ends with its callee. */
const UNABORTED = { signal: new AbortController().signal };

/** A client for services that run in the same process, and need no proof of who they are. */
export function localCalls(): LocalCalls {
  const byName = new Map<string, Reached>();
  return {
    call: async ({ service, signal, ...call }) => {
      const callee = byName.get(service);
      if (callee?.answerCall === undefined) throw new NotServed(`${service} is not served here.`);
      requireCallSize(call.input);
      return callee.answerCall(call, signal === undefined ? UNABORTED : { signal });
    },
    reach: (services) => {
      for (const service of services) byName.set(service.name, service);
    },
  };
}
