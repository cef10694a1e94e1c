import { workOff } from "@skylab/queues";
import type { Job } from "@skylab/service";
import { openAudiences } from "../fan-out/audiences.ts";
import { fanOut } from "../fan-out/fan-out.ts";
import { fanOutInOrder } from "../fan-out/fan-out-in-order.ts";
import { openRoom } from "../fan-out/room.ts";
import type { HandingOn } from "./parts.ts";

/** So many publications at a time, in each process. */
const AT_ONCE = 100;

/** Of the messages that are being handed over, each as often as it is to be. On its way a message is there several times. */
const MOST_BYTES = 32 * 1024 * 1024;

/** Hands what was published on to those who are to hear of it: each replica takes part. */
export function fanOutPublications({ store, destinations, log }: HandingOn): readonly Job[] {
  const parts = { ...destinations, ...store, audiences: openAudiences(store), within: openRoom(MOST_BYTES) };
  const onFailure = (error: unknown): void => log.warn({ err: error }, "publications are handed on later");
  const { ordered, unordered } = store.publications;
  return [
    workOff({
      name: "fan out",
      queue: unordered,
      atOnce: AT_ONCE,
      attendTogether: (items) => fanOut(parts, items),
      onFailure,
    }),
    workOff({
      name: "fan out in order",
      queue: ordered,
      atOnce: AT_ONCE,
      attendTogether: (items) => fanOutInOrder(parts, items),
      onFailure,
    }),
  ];
}
