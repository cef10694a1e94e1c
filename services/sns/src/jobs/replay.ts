import { workOff } from "@skylab/queues";
import type { Job } from "@skylab/service";
import { replay } from "../fan-out/replay.ts";
import type { HandingOn } from "./parts.ts";

/** So many at a time, in each process. */
const AT_ONCE = 10;

/** Brings archived messages to those who ask for them. */
export const replayArchives = ({ store, log }: HandingOn): Job => ({
  name: "replay archives",
  everyMs: 0,
  run: (_clock, signal) =>
    workOff(
      {
        queue: store.replays,
        turns: ["first", "again"],
        atOnce: AT_ONCE,
        apart: true,
        attend: async ([leased]) => {
          if (leased !== undefined) await replay(store, leased, signal);
        },
        onFailure: (error) => log.warn({ err: error }, "a replay goes on later"),
      },
      signal,
    ),
});
