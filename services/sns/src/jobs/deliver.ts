import { type Leased, openCrowds, type Turn, workOff } from "@skylab/queues";
import type { Job } from "@skylab/service";
import type { Delivery } from "../domain/delivery/delivery.ts";
import type { Lane } from "../store/deliveries.ts";
import { isWanted } from "./is-wanted.ts";
import type { HandingOn } from "./parts.ts";
import { settle } from "./settle.ts";

/** So many at a time in each process, each for itself: most of the time they wait for their receivers. */
const AT_ONCE: Readonly<Record<Lane, number>> = {
  queues: 100,
  functions: 100,
  http: 200,
  crowded: 200,
  email: 20,
  mobile: 50,
};

/**
 * So many of those that come for the first time are one HTTP endpoint's at most: one that lets us wait holds up no other,
 * however many messages there are for it.
 */
const MOST_OF_ONE = 20;

const LANES = ["queues", "functions", "http", "crowded", "email", "mobile"] as const;

/** Makes the deliveries that wait, lane by lane, until they succeed, are given up, or nobody wants them any more. */
export const deliver = (parts: HandingOn): readonly Job[] => LANES.map((lane) => deliverLane(lane, parts));

function deliverLane(lane: Lane, parts: HandingOn): Job {
  const attend = lane === "http" ? besideOthers(parts) : attempt;
  return workOff({
    name: `deliver to ${lane}`,
    queue: parts.store.deliveries.lanes[lane],
    atOnce: AT_ONCE[lane],
    attend: (leased, { turn }) => attend(parts, leased, turn),
    onFailure: (error) => parts.log.warn({ err: error, lane }, "a delivery is tried later"),
  });
}

type MakeAttempt = (parts: HandingOn, leased: Leased<Delivery>, turn: Turn) => Promise<void>;

const attempt: MakeAttempt = async (parts, leased, turn) => {
  const { store, destinations } = parts;
  const { item: delivery } = leased;
  if (!(await isWanted(store, delivery, turn === "again"))) return await leased.done();
  await settle(parts, leased, await destinations.deliver(delivery));
};

/** Attempts, of which a subscriber who has many under way waits in a lane for such. */
function besideOthers({ store }: HandingOn): MakeAttempt {
  const crowds = openCrowds(MOST_OF_ONE);
  return async (parts, leased, turn) => {
    if (turn === "again") return await attempt(parts, leased, turn);
    const { id } = leased.item.subscriber;
    if (!crowds.enter(id)) {
      await store.deliveries.setAside(leased.item);
      return await leased.done();
    }
    try {
      await attempt(parts, leased, turn);
    } finally {
      crowds.leave(id);
    }
  };
}
