import type { Leased } from "@skylab/queues";
import type { Destinations } from "../destinations/destinations.ts";
import type { Delivery, Failure, Outcome } from "../domain/delivery/delivery.ts";
import { nextRetry, phasesOf } from "../domain/delivery/retry.ts";

/** Where a dead-letter queue cannot be reached. */
const DEAD_LETTER_AGAIN_MS = 20_000;

/** Ends a delivery, or puts it off until it is due again. */
export async function settle(
  destinations: Pick<Destinations, "deadLetters">,
  leased: Leased<Delivery>,
  outcome: Outcome,
): Promise<void> {
  if (outcome.delivered) return await leased.done();
  const next = whenAgain(leased, outcome);
  if (next !== "giveUp") return await leased.later(next);
  const kept = await destinations.deadLetters.keep(leased.item, outcome);
  // It is tried again then, and kept where it is in vain once more.
  if (!kept.delivered && kept.retry) return await leased.later(DEAD_LETTER_AGAIN_MS);
  await leased.done();
}

function whenAgain({ item, attempts }: Leased<Delivery>, { retry }: Failure): number | "giveUp" {
  return retry ? nextRetry(phasesOf(item), attempts, Math.random()) : "giveUp";
}
