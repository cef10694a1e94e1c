import type { Disk } from "./disk.ts";
import type { Flight } from "./flights.ts";
import { generationKey, messageKey, positionOf } from "./keys.ts";
import { groupIdOf } from "../message-record.ts";

const FLIGHT_BYTES = 26;

/** receives (4) · first received (6) · received (6) · visible (6) · nonce (4). */
export function writeFlight(disk: Disk, generation: number, flight: Flight): void {
  const record = Buffer.allocUnsafe(FLIGHT_BYTES);
  record.writeUInt32BE(flight.receives, 0);
  record.writeUIntBE(flight.firstReceivedAt, 4, 6);
  record.writeUIntBE(flight.receivedAt, 10, 6);
  record.writeUIntBE(flight.visibleAt, 16, 6);
  record.writeUInt32BE(flight.nonce, 22);
  void disk.flights.put(messageKey(generation, flight.position), record);
}

/** The flights of a generation that were written, none of them in the air. */
export function* readFlights(disk: Disk, generation: number): Generator<Flight> {
  const range = { start: generationKey(generation), end: generationKey(generation + 1) };
  for (const { key, value } of disk.flights.getRange(range)) {
    const message = disk.messages.get(key);
    if (!message) continue;
    yield {
      position: positionOf(key),
      groupId: groupIdOf(message),
      receives: value.readUInt32BE(0),
      firstReceivedAt: value.readUIntBE(4, 6),
      receivedAt: value.readUIntBE(10, 6),
      visibleAt: value.readUIntBE(16, 6),
      nonce: value.readUInt32BE(22),
      inFlight: false,
      saved: true,
    };
  }
}
