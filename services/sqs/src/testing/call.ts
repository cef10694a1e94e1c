import { type Clock, randomIds, systemClock } from "@skylab/aws";
import type { RequestHead } from "@skylab/protocol";
import type { Call } from "@skylab/service";
import { PLACE } from "./place.ts";

/** A call as the frame makes it of a request with this head. */
export const testCall = (head: Partial<RequestHead> = {}, clock: Clock = systemClock): Call => ({
  requestId: "00000000-0000-0000-0000-000000000000",
  caller: {
    account: PLACE.account,
    arn: `arn:aws:iam::${PLACE.account}:root`,
    id: PLACE.account,
    accessKeyId: undefined,
  },
  place: PLACE,
  endpoint: "http://localhost:4566",
  head: { method: "POST", path: "/", query: "", headers: { host: "localhost:4566" }, ...head },
  sourceIp: "127.0.0.1",
  signal: new AbortController().signal,
  clock,
  ids: randomIds,
});
