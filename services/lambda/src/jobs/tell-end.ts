import type { Leased } from "@skylab/queues";
import type { Destinations } from "../destinations/destinations.ts";
import { isHopeless } from "../destinations/is-hopeless.ts";
import { functionArn } from "../domain/functions/function-arn.ts";
import type { Ended, QueuedEvent, Told } from "../domain/invocations/event.ts";
import type { LambdaStore } from "../store/store.ts";

export type TellingParts = { readonly store: LambdaStore; readonly destinations: Destinations };

/** Where a destination cannot be reached. */
const AGAIN_MS = 20_000;

/** So long it is tried. */
const GIVEN_UP_AFTER_MS = 24 * 3_600_000;

/**
 * Tells of an event that is over whom it concerns. How it ended was kept before, so that whoever goes on after a crash
 * tells the same, and does not run the function once more.
 */
export async function tellEnd(parts: TellingParts, leased: Leased<QueuedEvent>, ended: Ended): Promise<void> {
  const { store } = parts;
  const { item: event } = leased;
  for (const [index, to] of ended.left.entries()) {
    if (!(await told(parts, { event, ended, to }))) return await leased.later(AGAIN_MS);
    const left = ended.left.slice(index + 1);
    if (left.length > 0) await store.events.left(event, { ...ended, left });
  }
  await store.events.finish(event, store.clock.now());
  await leased.done();
}

type End = { readonly event: QueuedEvent; readonly ended: Ended; readonly to: Told };

/** Whether nothing is left to do: also where the destination will never take it. */
async function told({ destinations, store }: TellingParts, end: End): Promise<boolean> {
  const { ended, event, to } = end;
  const { functionName, place } = event;
  try {
    const arn = functionArn({ place, name: functionName });
    const by = await store.roles({ place, functionArn: arn, functionName, roleArn: ended.roleArn });
    await destinations.tell({ ...end, by });
    return true;
  } catch (error) {
    const isOver = isHopeless(error) || store.clock.now() - ended.endedAt >= GIVEN_UP_AFTER_MS;
    const what = { err: error, function: ended.functionArn, requestId: event.requestId, destination: to.arn };
    store.log.warn(
      what,
      isOver ? "what became of an event is told to nobody" : "what became of an event is told later",
    );
    return isOver;
  }
}
