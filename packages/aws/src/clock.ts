/** Stops a timer; calling it after the timer fired does nothing. */
export type CancelTimer = () => void;

/** Where time comes from. Everything that Skylab does by time asks a Clock, so that a test can move it. */
export type Clock = {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Calls `action` once, when `now()` has reached `at` (milliseconds since the epoch). Does not keep the process alive. */
  readonly at: (at: number, action: () => void) => CancelTimer;
  /** The same once `milliseconds` have passed: where time is set back meanwhile, so long behind that at the latest. */
  readonly after: (milliseconds: number, action: () => void) => CancelTimer;
};

/** The machine's own time. */
export const systemClock: Clock = {
  now: Date.now,
  at: (at, action) => {
    let handle: NodeJS.Timeout;
    const arm = (): void => {
      handle = setTimeout(
        () => (Date.now() < at ? arm() : action()),
        Math.min(Math.max(0, at - Date.now()), MAX_TIMEOUT_MS),
      );
      handle.unref();
    };
    arm();
    return () => clearTimeout(handle);
  },
  after: (milliseconds, action) => systemClock.at(Date.now() + milliseconds, action),
};

/** Node answers a longer delay with 1 ms. https://nodejs.org/api/timers.html#settimeoutcallback-delay-args */
const MAX_TIMEOUT_MS = 2 ** 31 - 1;

/** A clock that tests move: see `POST /_skylab/clock`. */
export type MovableClock = Clock & {
  /** Time stands still at `at` until it is moved again. */
  readonly set: (at: number) => void;
  /** Time jumps ahead by `milliseconds` and then goes on as before: still, or running. */
  readonly advance: (milliseconds: number) => void;
  /** Time goes on, so many milliseconds ahead of the machine's. */
  readonly run: (ahead: number) => void;
  /** Time is the machine's own again. */
  readonly release: () => void;
};

/** A clock that follows the machine's until it is moved; timers that become due by a move fire at once, in their order. */
export function movableClock(base: Clock = systemClock): MovableClock {
  let frozenAt: number | undefined;
  let offset = 0;
  const timers = new Set<Timer>();
  const now = (): number => frozenAt ?? base.now() + offset;

  const arm = (timer: Timer): void => {
    timer.disarm?.();
    timer.disarm = frozenAt === undefined ? base.at(timer.at - offset, () => fire(timer)) : undefined;
  };
  const fire = (timer: Timer): void => {
    timer.disarm?.();
    if (timers.delete(timer)) timer.action();
  };
  const start = (timer: Timer): CancelTimer => {
    timers.add(timer);
    if (frozenAt !== undefined && timer.at <= frozenAt) queueMicrotask(() => fire(timer));
    else arm(timer);
    return () => {
      timer.disarm?.();
      timers.delete(timer);
    };
  };
  const move = (still: number | undefined, ahead: number): void => {
    frozenAt = still;
    offset = ahead;
    for (const timer of timers) timer.at = Math.min(timer.at, now() + timer.withinMs);
    const due = [...timers].filter((timer) => timer.at <= now()).toSorted((a, b) => a.at - b.at);
    for (const timer of due) fire(timer);
    for (const timer of timers) arm(timer);
  };

  return {
    now,
    at: (at, action) => start({ at, withinMs: Number.POSITIVE_INFINITY, action, disarm: undefined }),
    after: (milliseconds, action) =>
      start({ at: now() + milliseconds, withinMs: milliseconds, action, disarm: undefined }),
    set: (at) => move(at, 0),
    advance: (milliseconds) =>
      frozenAt === undefined ? move(undefined, offset + milliseconds) : move(frozenAt + milliseconds, 0),
    run: (ahead) => move(undefined, ahead),
    release: () => move(undefined, 0),
  };
}

type Timer = {
  at: number;
  /** How far ahead that may be when time is moved. */
  readonly withinMs: number;
  readonly action: () => void;
  disarm: CancelTimer | undefined;
};
