import { type Leased, type Turn, workOff } from "@skylab/queues";
import type { Job } from "@skylab/service";
import type { Delivery } from "../domain/delivery/delivery.ts";
import type { Lane } from "../store/deliveries.ts";
import type { SnsStore } from "../store/store.ts";
import type { HandingOn } from "./parts.ts";
import { settle } from "./settle.ts";

/** So many at a time in each process, each for itself: most of the time they wait for their receivers. */
const AT_ONCE: Readonly<Record<Lane, number>> = { queues: 100, functions: 100, http: 200, email: 20, mobile: 50 };

/** Makes the deliveries that wait, lane by lane, until they succeed, are given up, or nobody wants them any more. */
export const deliver = (parts: HandingOn): readonly Job[] =>
  (["queues", "functions", "http", "email", "mobile"] as const).map((lane) => deliverLane(lane, parts));

const deliverLane = (lane: Lane, parts: HandingOn): Job => ({
  name: `deliver to ${lane}`,
  everyMs: 0,
  run: (_clock, signal) =>
    workOff(
      {
        queue: parts.store.deliveries.lanes[lane],
        turns: ["first", "again"],
        atOnce: AT_ONCE[lane],
        apart: true,
        attend: async ([leased], { turn }) => {
          if (leased !== undefined) await attempt(parts, leased, turn);
        },
        onFailure: (error) => parts.log.warn({ err: error, lane }, "a delivery is tried later"),
      },
      signal,
    ),
});

async function attempt(parts: HandingOn, leased: Leased<Delivery>, turn: Turn): Promise<void> {
  const { item: delivery } = leased;
  // What waits for a receiver to come back is forgotten with its subscription.
  if (turn === "again" && !(await isWanted(parts.store, delivery))) return await leased.done();
  await settle(parts.destinations, leased, await parts.destinations.deliver(delivery));
}

async function isWanted({ topics, subscriptions }: SnsStore, delivery: Delivery): Promise<boolean> {
  const { content, subscriber, topic } = delivery;
  // The goodbye to an endpoint comes when its subscription is gone.
  if (content.type !== "Notification") return true;
  const found = await topics.find(topic);
  if (found?.row.id !== content.publication.topic.id) return false;
  return (await subscriptions.find(found, subscriber.id)) !== undefined;
}
