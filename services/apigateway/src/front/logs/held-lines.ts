import type { Identity } from "@skylab/auth";
import type { Place } from "@skylab/aws";
import type { LogLines } from "@skylab/log-delivery";

/** Lines of an API in this place, as soon as it is known as whom they are written. */
export type HeldLines = Omit<LogLines, "onBehalfOf" | "stream">;

export type HoldLinesOptions = {
  /** `undefined`: nobody writes logs of APIs there. */
  readonly identityOf: (place: Place) => Promise<Identity | undefined>;
  readonly write: (lines: HeldLines, onBehalfOf: Identity) => void;
  /** Told of so many lines of a place's APIs that will never be seen, and why. */
  readonly lost: (place: Place, lines: number, why: unknown) => void;
};

/** What is held for all places at most, in characters; beside it the delivery has a bound of its own. */
const MAX_HELD = 16 * 1024 * 1024;

/** What one event takes beside its words. */
const EVENT_OVERHEAD = 100;

type Held = { readonly lines: HeldLines[]; size: number; refused: number };

/** Holds lines until it is known as whom they are written: one wait a place, and in all of them together up to a bound. */
export function holdLines({ identityOf, lost, write }: HoldLinesOptions): {
  readonly add: (place: Place, lines: HeldLines) => void;
  /** Resolves when nothing is held of what was added so far. */
  readonly settled: () => Promise<unknown>;
} {
  const heldOf = new Map<string, Held>();
  const waits = new Set<Promise<void>>();
  let size = 0;

  async function handOn(place: Place, key: string, held: Held): Promise<void> {
    try {
      const onBehalfOf = await identityOf(place);
      if (onBehalfOf !== undefined) for (const lines of held.lines) write(lines, onBehalfOf);
      if (held.refused > 0) lost(place, held.refused, "too much waits for their role");
    } catch (error) {
      lost(place, held.refused + held.lines.reduce((sum, { events }) => sum + events.length, 0), error);
    } finally {
      heldOf.delete(key);
      size -= held.size;
    }
  }

  return {
    add: (place, lines) => {
      const key = `${place.account} ${place.region}`;
      const known = heldOf.get(key);
      const held = known ?? { lines: [], size: 0, refused: 0 };
      const more = lines.events.reduce((sum, { message }) => sum + message.length + EVENT_OVERHEAD, 0);
      if (size + more > MAX_HELD) held.refused += lines.events.length;
      else {
        held.lines.push(lines);
        held.size += more;
        size += more;
      }
      if (known !== undefined) return;
      heldOf.set(key, held);
      const wait = handOn(place, key, held);
      waits.add(wait);
      void wait.finally(() => waits.delete(wait));
    },
    settled: () => Promise.all(waits),
  };
}
