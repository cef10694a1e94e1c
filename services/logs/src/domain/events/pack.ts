import { comparePositions, eventBytes, type LogEvent, type Position } from "./event.ts";
import { levelOf, spanBound, TOP_LEVEL } from "./levels.ts";

/** Where a chunk is: its level, and its first event. That never changes: who reads meanwhile misses nothing. */
export type ChunkPlace = Position & { readonly level: number };

/** A chunk that was written, or is written again. */
export type Piece = { readonly place: ChunkPlace; readonly events: readonly LogEvent[]; readonly isOpen: boolean };

/** What is known of the end of a stream. */
export type Tail = {
  /** The chunk that the next events go into. */
  readonly open: Piece | undefined;
  /** Of the next chunk: higher where events are few, so that a chunk holds several all the same. */
  readonly nextLevel: number;
};

/** A chunk is closed when it has so many bytes: enough to pack well, little to unpack for a few events. */
const CLOSED_BYTES = 64 * 1024;

/** Less than this stays open: it is written again with what comes next, so that many small batches make few chunks. */
const OPEN_BYTES = 8 * 1024;

export type Packed = { readonly pieces: readonly Piece[]; readonly tail: Tail };

/**
 * Packs events into the open chunk of a stream and into new ones. What comes late has a chunk of its own.
 * @param events in any order
 */
export function packEvents(tail: Tail, events: readonly LogEvent[]): Packed {
  const { nextLevel, open } = tail;
  const start = open?.place.timestamp ?? 0;
  const late = events.filter(({ timestamp }) => timestamp < start);
  const inTime = events.filter(({ timestamp }) => timestamp >= start);
  if (inTime.length === 0) return { pieces: packLate(late), tail };
  const packer = new Packer(nextLevel, open);
  for (const event of [...(open?.events ?? []), ...inTime].toSorted(comparePositions)) packer.add(event);
  const { pieces, tail: after } = packer.end();
  return { pieces: [...packLate(late), ...pieces], tail: after };
}

function packLate(late: readonly LogEvent[]): readonly Piece[] {
  const packer = new Packer(0, undefined);
  for (const event of late.toSorted(comparePositions)) packer.add(event);
  return packer.end().pieces.map((piece) => Object.assign(piece, { isOpen: false }));
}

/** Fills chunks one after the other, the first of which may be one that is open. */
class Packer {
  readonly #pieces: Piece[] = [];
  readonly #open: Piece | undefined;
  #place: ChunkPlace | undefined;
  #events: LogEvent[] = [];
  #bytes = 0;
  #nextLevel: number;

  constructor(nextLevel: number, open: Piece | undefined) {
    this.#nextLevel = nextLevel;
    this.#open = open;
    this.#place = open?.place;
  }

  add(event: LogEvent): void {
    const { arrival, timestamp } = event;
    if (this.#place !== undefined && this.#isFull(this.#place, event)) this.#close(this.#place);
    this.#place ??= { level: this.#nextLevel, timestamp, arrival };
    this.#events.push(event);
    this.#bytes += eventBytes(event.message);
  }

  end(): Packed {
    if (this.#place !== undefined && this.#bytes >= OPEN_BYTES) this.#close(this.#place);
    const open = this.#place && { place: this.#place, events: this.#events, isOpen: true };
    return {
      pieces: open === undefined ? this.#pieces : [...this.#pieces, open],
      tail: { open, nextLevel: this.#nextLevel },
    };
  }

  #isFull({ level, timestamp }: ChunkPlace, event: LogEvent): boolean {
    if (event.timestamp - timestamp >= spanBound(level)) return true;
    const lastBefore = this.#open?.events.at(-1);
    // An event stays in the chunk in which it is: who reads meanwhile sees it once.
    const mayMove = lastBefore === undefined || comparePositions(event, lastBefore) > 0;
    return mayMove && this.#bytes >= CLOSED_BYTES;
  }

  #close(place: ChunkPlace): void {
    // One that was open, and nothing was added to, stands as it is.
    if (place !== this.#open?.place || this.#events.length > this.#open.events.length)
      this.#pieces.push({ place, events: this.#events, isOpen: false });
    const span = (this.#events.at(-1)?.timestamp ?? place.timestamp) - place.timestamp;
    this.#nextLevel = this.#bytes < OPEN_BYTES ? Math.min(place.level + 1, TOP_LEVEL) : levelOf(span);
    this.#place = undefined;
    this.#events = [];
    this.#bytes = 0;
  }
}
