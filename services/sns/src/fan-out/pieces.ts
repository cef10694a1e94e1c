import type { Delivery } from "../domain/delivery/delivery.ts";
import type { Own } from "./hearing.ts";

/** So many deliveries are sent at a time, or so many bytes: a topic may have any number of subscribers. */
const MOST_DELIVERIES = 1_000;
const MOST_BYTES = 4 * 1024 * 1024;

/** Deliveries in their order, as many together as is good for one send. */
export function* inPieces(all: Iterable<Own>): Generator<Own> {
  let deliveries: Delivery[] = [];
  let bytes = 0;
  for (const own of all) {
    deliveries.push(...own.deliveries);
    bytes += own.bytes;
    if (deliveries.length < MOST_DELIVERIES && bytes < MOST_BYTES) continue;
    yield { deliveries, bytes };
    [deliveries, bytes] = [[], 0];
  }
  if (deliveries.length > 0) yield { deliveries, bytes };
}
