import { createDeduplication, type Deduplication } from "./deduplication.ts";
import type { Disk } from "./disk.ts";
import { FifoOrder } from "./fifo-order.ts";
import { createFlights, type Flight } from "./flights.ts";
import type { Position } from "./keys.ts";
import type { Leaving, Memory, Order } from "./order.ts";
import { createReceiveAttempts, type ReceiveAttempts } from "./receive-attempts.ts";
import { readFlights } from "./saved-flights.ts";
import { StandardOrder } from "./standard-order.ts";

/** What memory knows of the messages of one queue since its making or its last purge; all of it can be read from the disk again. */
export type Contents = Memory & {
  readonly generation: number;
  readonly order: Order;
  readonly deduplication: Deduplication;
  readonly attempts: ReceiveAttempts;
  readonly leaving: Map<number, Leaving>;
  readonly arriving: Set<Position>;
  /** Flights that the disk does not know as they are. */
  readonly unsaved: Set<Flight>;
  /** Messages that are stored, or on their way to the disk and not leaving. */
  stored: number;
};

export function openContents(disk: Disk, generation: number, facts: { fifo: boolean; stored: number }): Contents {
  const flights = createFlights();
  // Those whose time is over come down with the first receive.
  for (const flight of readFlights(disk, generation)) flights.fly(flight);
  const memory = { flights, leaving: new Map<number, Leaving>(), arriving: new Set<Position>() };
  const order = facts.fifo ? new FifoOrder(disk, generation, memory) : new StandardOrder(disk, generation, memory);
  return {
    ...memory,
    generation,
    order,
    deduplication: createDeduplication(disk, generation),
    attempts: createReceiveAttempts(),
    unsaved: new Set(),
    stored: facts.stored,
  };
}
