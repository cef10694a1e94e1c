import { type Crowds, type Leased, openCrowds, workOff } from "@skylab/queues";
import type { Job } from "@skylab/service";
import { functionArn } from "../domain/functions/function-arn.ts";
import type { QueuedEvent } from "../domain/invocations/event.ts";
import { openDestinations } from "../destinations/destinations.ts";
import type { EventLane } from "../store/events.ts";
import type { LambdaStore } from "../store/store.ts";
import { attemptEvent } from "./attempt-event.ts";
import { tellEnd, type TellingParts } from "./tell-end.ts";

/** So many at a time in each process: most of the time they wait for their functions. */
const AT_ONCE: Readonly<Record<EventLane, number>> = { new: 1000, crowded: 500 };

/** So many of one function are run at a time in each process; the others wait aside. */
const MOST_OF_ONE = 50;

const LANES = ["new", "crowded"] as const;

/** Runs functions for whom nobody waits, until each event has succeeded or is given up. */
export function runEvents(store: LambdaStore): readonly Job[] {
  const parts = { store, destinations: openDestinations(store.call), crowds: openCrowds(MOST_OF_ONE) };
  return LANES.map((lane) => runLane(lane, parts));
}

type Parts = TellingParts & { readonly crowds: Crowds };

const runLane = (lane: EventLane, parts: Parts): Job =>
  workOff({
    name: `run ${lane} events`,
    queue: parts.store.events.lanes[lane],
    atOnce: AT_ONCE[lane],
    attend: (leased, { signal }) => attendInCrowd(parts, leased, { lane, ending: signal }),
    onFailure: (error) => parts.store.log.warn({ err: error, lane }, "an event is tried later"),
  });

type How = { readonly lane: EventLane; readonly ending: AbortSignal };

/** Attends to an event where there is room for its function; else it waits aside. */
async function attendInCrowd(parts: Parts, leased: Leased<QueuedEvent>, how: How): Promise<void> {
  const { crowds, store } = parts;
  const { item: event } = leased;
  const arn = functionArn({ place: event.place, name: event.functionName });
  if (how.lane === "new" && !crowds.enter(arn)) {
    await store.events.setAside(event);
    return await leased.done();
  }
  if (how.lane === "crowded" && !(await crowds.waitFor(arn, how.ending))) return;
  try {
    await attend(parts, leased);
  } finally {
    crowds.leave(arn);
  }
}

async function attend(parts: TellingParts, leased: Leased<QueuedEvent>): Promise<void> {
  const { store } = parts;
  const { item: event } = leased;
  // An engine that was killed may show what was in flight as if it came for the first time.
  const before = await store.events.stateOf(event);
  if (before?.kind === "finished") return await leased.done();
  if (before?.kind === "ended") return await tellEnd(parts, leased, before);
  const ended = await attemptEvent({ store, leased, progress: before });
  if (ended === undefined) return;
  // Most concern nobody.
  if (ended.left.length === 0 && before === undefined) return await leased.done();
  const state = await store.events.keep(event, { kind: "ended", ...ended });
  if (state.kind === "ended") await tellEnd(parts, leased, state);
  else await leased.done();
}
