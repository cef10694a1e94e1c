import { workOff } from "@skylab/queues";
import type { Job } from "@skylab/service";
import { replay } from "../fan-out/replay.ts";
import type { HandingOn } from "./parts.ts";

/** So many at a time, in each process. */
const AT_ONCE = 10;

/** Brings archived messages to those who ask for them. */
export const replayArchives = ({ store, log }: HandingOn): Job =>
  workOff({
    name: "replay archives",
    queue: store.replays,
    atOnce: AT_ONCE,
    attend: (leased, { signal }) => replay(store, leased, signal),
    onFailure: (error) => log.warn({ err: error }, "a replay goes on later"),
  });
