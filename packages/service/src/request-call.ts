import type { Authenticated } from "@skylab/auth";
import { type Clock, type Ids, isRegionName, type Place } from "@skylab/aws";
import type { RequestHead } from "@skylab/protocol";
import type { Exchange } from "./exchange.ts";
import type { Frame } from "./frame.ts";
import type { Call, Caller } from "./service.ts";

/** Where a call comes from: an HTTP request, or another service. */
export type CallOrigin = Pick<Exchange, "head" | "endpoint" | "sourceIp" | "signal">;

/** Who calls, and where the call takes place. */
export type CallBy = { readonly requestId: string; readonly caller: Caller; readonly place: Place };

/**
 * A call as an operation sees it. A class, for its signal is made when an operation asks for it: a getter in an object
 * literal would give every call a hidden class of its own, which outlives it until the next major collection.
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
  readonly #origin: CallOrigin;

  constructor(frame: Frame, origin: CallOrigin, by: CallBy) {
    this.requestId = by.requestId;
    this.caller = by.caller;
    this.place = by.place;
    this.endpoint = origin.endpoint;
    this.head = origin.head;
    this.sourceIp = origin.sourceIp;
    this.clock = frame.clock;
    this.ids = frame.ids;
    this.#origin = origin;
  }

  get signal(): AbortSignal {
    return this.#origin.signal;
  }
}

/** The place of a signed request: the caller's account, and the region of its credential scope or else the frame's. */
export function placeOf({ identity, scope }: Authenticated, frame: Frame): Place {
  const region = scope !== undefined && isRegionName(scope.region) ? scope.region : frame.region;
  return { account: identity.account, region };
}
