import { type MovableClock, systemClock } from "@skylab/aws";
import type { Records } from "@skylab/records";
import type { Logger } from "../log.ts";
import type { AdminClock, ClockMove } from "./admin-clock.ts";

/** How the clock is set: it stands still, or is ahead of the machine's. Milliseconds. */
type Setting = { readonly still: number } | { readonly ahead: number };

const PARTITION = "frame";
const SPACE = "clock";
const KEY = Buffer.from("setting");

/** Before a setting is read again that could not be read. */
const RETRY_MS = 1_000;

const RELEASED: Setting = { ahead: 0 };

/**
 * Keeps the setting of a clock in the records, sets the clock by it, and goes on doing so whoever moves it: all processes
 * that share the records share their time, which outlives them as the records do. Resolves when the clock is set.
 */
export async function keptClock(clock: MovableClock, records: Records, log: Logger): Promise<AdminClock> {
  const partition = records.partition(PARTITION);
  let known: string | undefined;
  let following = Promise.resolve();

  const load = async (): Promise<void> => {
    const kept = await partition.get(SPACE, KEY);
    const setting = settingIn(kept?.value);
    const text = JSON.stringify(setting);
    if (text === known) return;
    known = text;
    setClock(clock, setting);
  };
  // One after the other, so that what was read last counts.
  const follow = (): Promise<void> => {
    const loaded = following.then(load);
    following = loaded.catch((error: unknown) => log.warn({ err: error }, "the clock's setting cannot be read"));
    return loaded;
  };

  // Nobody tells of a move twice: time would stay wrong here. By the machine's clock, for this one may stand still.
  const followAtLast = (): void => {
    follow().catch(() => systemClock.at(Date.now() + RETRY_MS, followAtLast));
  };

  partition.subscribe(SPACE, followAtLast);
  await follow();
  if (known !== JSON.stringify(RELEASED)) {
    log.warn({ now: new Date(clock.now()).toISOString() }, "the clock was moved: POST /_skylab/clock releases it");
  }
  return {
    now: async () => {
      await follow();
      return clock.now();
    },
    move: async (move) => {
      for (let ok = false; !ok;) {
        const kept = await partition.get(SPACE, KEY);
        const value = Buffer.from(JSON.stringify(moved(settingIn(kept?.value), move)));
        const checks = [{ space: SPACE, key: KEY, version: kept?.version }];
        // Refused where somebody else has just moved it: then both moves count.
        ({ ok } = await partition.commit({ checks, writes: [{ kind: "put", space: SPACE, key: KEY, value }] }));
      }
      await follow();
    },
  };
}

function settingIn(value: Uint8Array | undefined): Setting {
  if (value === undefined) return RELEASED;
  return JSON.parse(Buffer.from(value).toString()) as Setting; // as: `move` alone writes it.
}

function moved(setting: Setting, move: ClockMove): Setting {
  if ("release" in move) return RELEASED;
  if ("set" in move) return { still: move.set };
  return "still" in setting ? { still: setting.still + move.advance } : { ahead: setting.ahead + move.advance };
}

function setClock(clock: MovableClock, setting: Setting): void {
  if ("still" in setting) clock.set(setting.still);
  else clock.run(setting.ahead);
}
