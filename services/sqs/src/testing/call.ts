import { type Clock, systemClock } from "@skylab/aws";
import type { RequestHead } from "@skylab/protocol";
import type { Call } from "@skylab/service";
import { testCall as callOf } from "@skylab/service/testing";
import { PLACE } from "./place.ts";

/** A call as the frame makes it of a request with this head. */
export const testCall = (head: Partial<RequestHead> = {}, clock: Clock = systemClock): Call =>
  callOf({ as: { account: PLACE.account }, head, clock });
