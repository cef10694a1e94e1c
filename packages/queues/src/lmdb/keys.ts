/**
 * Where a message stands: `order` is unique in its queue for ever, so it alone names a message in memory.
 * Lane `READY` is sorted by order; lane `DELAYED` by the time at which a message becomes visible, and then by order.
 */
export type Position = { readonly lane: number; readonly availableAt: number; readonly order: number };

export const READY = 0;
export const DELAYED = 1;

const GENERATION_BYTES = 4;
const READY_BYTES = GENERATION_BYTES + 1 + 6;
const DELAYED_BYTES = GENERATION_BYTES + 1 + 6 + 6;

/** The key of a message under its queue's generation: generation · lane · [time] · order, all big-endian. */
export function messageKey(generation: number, position: Position): Buffer {
  const key = Buffer.allocUnsafe(position.lane === READY ? READY_BYTES : DELAYED_BYTES);
  key.writeUInt32BE(generation, 0);
  key[GENERATION_BYTES] = position.lane;
  if (position.lane === READY) {
    key.writeUIntBE(position.order, GENERATION_BYTES + 1, 6);
  } else {
    key.writeUIntBE(position.availableAt, GENERATION_BYTES + 1, 6);
    key.writeUIntBE(position.order, GENERATION_BYTES + 7, 6);
  }
  return key;
}

export function positionOf(key: Buffer): Position {
  const lane = key[GENERATION_BYTES] ?? READY;
  if (lane === READY) return { lane, availableAt: 0, order: key.readUIntBE(GENERATION_BYTES + 1, 6) };
  return {
    lane,
    availableAt: key.readUIntBE(GENERATION_BYTES + 1, 6),
    order: key.readUIntBE(GENERATION_BYTES + 7, 6),
  };
}

/** The first key of a generation's lane, and with the next lane its end. */
export function laneKey(generation: number, lane: number): Buffer {
  const key = Buffer.allocUnsafe(GENERATION_BYTES + 1);
  key.writeUInt32BE(generation, 0);
  key[GENERATION_BYTES] = lane;
  return key;
}

/** The first key of a generation, and with the next generation its end. */
export function generationKey(generation: number): Buffer {
  const key = Buffer.allocUnsafe(GENERATION_BYTES);
  key.writeUInt32BE(generation, 0);
  return key;
}
