import { type Leased, workOff } from "@skylab/queues";
import type { Job } from "@skylab/service";
import type { Delivery } from "../domain/delivery/delivery.ts";
import { allEnded } from "../fan-out/all-ended.ts";
import type { HandingOn } from "./parts.ts";
import { isWanted } from "./is-wanted.ts";
import { settle } from "./settle.ts";

/** So many at a time, in each process. */
const AT_ONCE = 200;

/**
 * Hands what was published to FIFO topics to queues, in the order of each subscription's groups. What fails holds its
 * group up, and no other subscriber's.
 */
export const deliverInOrder = (parts: HandingOn): Job =>
  workOff({
    name: "deliver in order",
    queue: parts.store.deliveries.ordered,
    atOnce: AT_ONCE,
    attendTogether: (items) => handOver(parts, items),
    onFailure: (error) => parts.log.warn({ err: error }, "deliveries of FIFO topics are tried later"),
  });

/** To each queue in batches, which keep the order. */
async function handOver(parts: HandingOn, items: readonly Leased<Delivery>[]): Promise<void> {
  const subscribers = new Set(items.map(({ item }) => item.subscriber.id));
  await allEnded(
    Array.from(subscribers, (id) =>
      handToQueue(
        parts,
        items.filter(({ item }) => item.subscriber.id === id),
      ),
    ),
  );
}

async function handToQueue(parts: HandingOn, own: readonly Leased<Delivery>[]): Promise<void> {
  const { store, destinations } = parts;
  const wanted: Leased<Delivery>[] = [];
  for (const leased of own) {
    if (await isWanted(store, leased.item, leased.attempts > 1)) wanted.push(leased);
    else await leased.done();
  }
  const outcomes = await destinations.queues.deliverAll(wanted.map(({ item }) => item));
  let again: number | undefined;
  for (const [at, leased] of wanted.entries()) {
    const outcome = outcomes[at];
    if (outcome === undefined) return;
    // Nothing passes what is in front of it, be it on its way to the dead-letter queue; they come again together.
    if (again !== undefined && !outcome.delivered) await leased.later(again);
    else again = (await settle(parts, leased, outcome)) ?? again;
  }
}
