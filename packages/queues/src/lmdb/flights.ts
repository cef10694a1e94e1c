import type { Position } from "./keys.ts";

/** A message that was received and is not gone: in flight until `visibleAt`, and then visible again. */
export type Flight = {
  readonly position: Position;
  readonly groupId: string | undefined;
  receives: number;
  readonly firstReceivedAt: number;
  /** When the latest receive was. */
  receivedAt: number;
  visibleAt: number;
  /** Names the latest receive in its receipt. */
  nonce: number;
  inFlight: boolean;
  /** Whether the disk knows of it, perhaps in an older state. */
  saved: boolean;
};

type Landing = { readonly flight: Flight; readonly visibleAt: number };

/** The received messages of one queue, by order, and a heap of when they become visible. */
export type Flights = {
  readonly get: (order: number) => Flight | undefined;
  readonly values: () => Iterable<Flight>;
  /** Messages in flight now; `land` first. */
  readonly inFlight: () => number;
  /** The flight is in the air until `flight.visibleAt`, anew or changed. */
  readonly fly: (flight: Flight) => void;
  /** The message comes down early, or is gone. */
  readonly ground: (flight: Flight) => void;
  readonly forget: (flight: Flight) => void;
  /** Grounds all whose time has come, in the order of their times. */
  readonly land: (now: number, landed: (flight: Flight) => void) => void;
  /** When the next one lands. */
  readonly nextAt: () => number | undefined;
};

export function createFlights(): Flights {
  const byOrder = new Map<number, Flight>();
  // A changed flight is pushed again; an entry whose time is not its flight's any more is passed over.
  let heap: Landing[] = [];
  let inFlight = 0;
  const isCurrent = (landing: Landing): boolean =>
    landing.flight.inFlight && landing.flight.visibleAt === landing.visibleAt;

  const ground = (flight: Flight): void => {
    if (!flight.inFlight) return;
    flight.inFlight = false;
    inFlight -= 1;
  };
  return {
    get: (order) => byOrder.get(order),
    values: () => byOrder.values(),
    inFlight: () => inFlight,
    fly: (flight) => {
      byOrder.set(flight.position.order, flight);
      if (!flight.inFlight) inFlight += 1;
      flight.inFlight = true;
      if (heap.length > 2 * inFlight + SPARE_LANDINGS) heap = heap.filter(isCurrent).toSorted(byTime);
      push(heap, { flight, visibleAt: flight.visibleAt });
    },
    ground,
    forget: (flight) => {
      ground(flight);
      byOrder.delete(flight.position.order);
    },
    land: (now, landed) => {
      for (let top = heap[0]; top && top.visibleAt <= now; top = heap[0]) {
        pop(heap);
        if (!isCurrent(top)) continue;
        ground(top.flight);
        landed(top.flight);
      }
    },
    nextAt: () => {
      for (let top = heap[0]; top; top = heap[0]) {
        if (isCurrent(top)) return top.visibleAt;
        pop(heap);
      }
      return undefined;
    },
  };
}

/** So many outdated entries are cheaper to keep than to sort out. */
const SPARE_LANDINGS = 256;

/** A sorted array is a heap. */
const byTime = (a: Landing, b: Landing): number => a.visibleAt - b.visibleAt;

function push(heap: Landing[], landing: Landing): void {
  let at = heap.length;
  heap.push(landing);
  while (at > 0) {
    const up = (at - 1) >> 1;
    const parent = heap[up];
    if (!parent || parent.visibleAt <= landing.visibleAt) break;
    heap[at] = parent;
    at = up;
  }
  heap[at] = landing;
}

function pop(heap: Landing[]): void {
  const last = heap.pop();
  if (!last || heap.length === 0) return;
  let at = 0;
  for (;;) {
    const left = 2 * at + 1;
    const right = left + 1;
    const least = earlier(heap, left, right);
    const child = heap[least];
    if (!child || child.visibleAt >= last.visibleAt) break;
    heap[at] = child;
    at = least;
  }
  heap[at] = last;
}

const earlier = (heap: readonly Landing[], left: number, right: number): number => {
  const a = heap[left];
  const b = heap[right];
  return a && b && b.visibleAt < a.visibleAt ? right : left;
};
