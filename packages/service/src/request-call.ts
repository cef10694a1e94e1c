import type { Authenticated } from "@skylab/auth";
import { type Clock, type Ids, isRegionName, type Place } from "@skylab/aws";
import type { RequestHead } from "@skylab/protocol";
import type { Exchange } from "./exchange.ts";
import type { Frame } from "./frame.ts";
import type { Call, Caller } from "./service.ts";

/**
 * The call that an HTTP request makes. A class, for its signal is made when an operation asks for it: a getter in an
 * object literal would give every call a hidden class of its own, which outlives it until the next major collection.
 */
export class RequestCall implements Call {
  readonly requestId: string;
  readonly caller: Caller;
  readonly place: Place;
  readonly endpoint: string;
  readonly head: RequestHead;
  readonly sourceIp: string;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly #exchange: Exchange;

  constructor(frame: Frame, exchange: Exchange, by: { readonly requestId: string; readonly who: Authenticated }) {
    const { identity, scope } = by.who;
    const region = scope !== undefined && isRegionName(scope.region) ? scope.region : frame.region;
    this.requestId = by.requestId;
    this.caller = identity;
    this.place = { account: identity.account, region };
    this.endpoint = exchange.endpoint;
    this.head = exchange.head;
    this.sourceIp = exchange.sourceIp;
    this.clock = frame.clock;
    this.ids = frame.ids;
    this.#exchange = exchange;
  }

  get signal(): AbortSignal {
    return this.#exchange.signal;
  }
}
