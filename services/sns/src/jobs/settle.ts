import { type Ids, randomFraction } from "@skylab/aws";
import type { Leased } from "@skylab/queues";
import type { Destinations } from "../destinations/destinations.ts";
import type { Delivery, Failure, Outcome } from "../domain/delivery/delivery.ts";
import { nextRetry, phasesOf } from "../domain/delivery/retry.ts";

/** Where a dead-letter queue cannot be reached. */
const DEAD_LETTER_AGAIN_MS = 20_000;

type SettleParts = { readonly destinations: Pick<Destinations, "deadLetters">; readonly ids: Ids };

/** Ends a delivery, or puts it off until it is due again: in so many milliseconds, `undefined` where it has ended. */
export async function settle(
  parts: SettleParts,
  leased: Leased<Delivery>,
  outcome: Outcome,
): Promise<number | undefined> {
  const next = outcome.delivered ? undefined : await whenAgain(parts, leased, outcome);
  await (next === undefined ? leased.done() : leased.later(next));
  return next;
}

/** In so many milliseconds; `undefined` where it is given up, and in the dead-letter queue. */
async function whenAgain(
  { destinations: { deadLetters }, ids }: SettleParts,
  { item, attempts }: Leased<Delivery>,
  failure: Failure,
): Promise<number | undefined> {
  const next = failure.retry ? nextRetry(phasesOf(item), attempts, randomFraction(ids)) : "giveUp";
  if (next !== "giveUp") return next;
  const kept = await deadLetters.keep(item, failure);
  // It is tried again then, and kept where it is in vain once more.
  return !kept.delivered && kept.retry ? DEAD_LETTER_AGAIN_MS : undefined;
}
