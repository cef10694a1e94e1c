import type { Authenticated, AuthFamily } from "@skylab/auth";
import { type AwsError, type Clock, type Ids, isRegionName, type Place } from "@skylab/aws";
import type { RequestHead } from "@skylab/protocol";
import type { Exchange } from "../exchange.ts";
import type { Frame } from "../frame.ts";
import type { Call, Caller, Permission } from "../service-definition.ts";

/** Where a call comes from: an HTTP request, or another service. */
export type CallOrigin = Pick<Exchange, "head" | "endpoint" | "sourceIp" | "signal">;

/** Who calls, and where the call takes place. */
export type CallBy = {
  readonly requestId: string;
  readonly caller: Caller;
  readonly place: Place;
  readonly family: AuthFamily;
};

/** The service that is called, as far as calls know it. */
export type Callee = { readonly frame: Frame; readonly refusalOf: RefusalOf };

/** Why a caller may not do something, in the service's words. */
export type RefusalOf = (
  permission: Permission,
  by: { readonly call: Call; readonly family: AuthFamily },
) => Promise<AwsError | undefined>;

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
  readonly #callee: Callee;
  readonly #family: AuthFamily;

  constructor(callee: Callee, origin: CallOrigin, by: CallBy) {
    this.requestId = by.requestId;
    this.caller = by.caller;
    this.place = by.place;
    this.endpoint = origin.endpoint;
    this.head = origin.head;
    this.sourceIp = origin.sourceIp;
    this.clock = callee.frame.clock;
    this.ids = callee.frame.ids;
    this.#origin = origin;
    this.#callee = callee;
    this.#family = by.family;
  }

  refusalOf(permission: Permission): Promise<AwsError | undefined> {
    return this.#callee.refusalOf(permission, { call: this, family: this.#family });
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
