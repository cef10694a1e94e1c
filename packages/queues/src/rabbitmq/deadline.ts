/** So long a call waits for both engines, all of it together. A broker that was killed confirms again after 6 to 11 s. */
const CALL_PATIENCE_MS = 20_000;

/** A timer for each call would cost more than all else here: one look at those under way does, so often. */
const LOOK_INTERVAL_MS = 50;

const underWay = new Set<Deadline>();
let look: NodeJS.Timeout | undefined;

function lookAtAll(): void {
  look = undefined;
  for (const deadline of underWay) if (deadline.isOver) deadline.end();
  if (underWay.size > 0) look = setTimeout(lookAtAll, LOOK_INTERVAL_MS);
}

/**
 * The end of a call: it was answered, or its time is up. Every step of it is told, so that nothing is begun for a call
 * that has failed, and what comes for it all the same is given back.
 */
export class Deadline {
  /** As performance.now() tells time. */
  readonly at: number;
  private hasEnded = false;
  /** Nearly always one step at a time waits, */
  private waiting: (() => void) | undefined;
  /** seldom some beside it. */
  private others: Set<() => void> | undefined;

  constructor(patienceMs: number) {
    this.at = performance.now() + patienceMs;
    underWay.add(this);
    look ??= setTimeout(lookAtAll, LOOK_INTERVAL_MS);
  }

  /** Asks for the time: a process that slept reads what came meanwhile before its timers go off. */
  get isOver(): boolean {
    return this.hasEnded || performance.now() >= this.at;
  }

  /** The call has its answer. */
  end(): void {
    if (this.hasEnded) return;
    this.hasEnded = true;
    underWay.delete(this);
    this.waiting?.();
    for (const tell of this.others ?? []) tell();
  }

  /** Calls when it is over, unless it is told to forget that. */
  whenOver(tell: () => void): void {
    if (this.waiting) (this.others ??= new Set()).add(tell);
    else this.waiting = tell;
  }

  forget(tell: () => void): void {
    if (this.waiting === tell) this.waiting = undefined;
    else this.others?.delete(tell);
  }

  /** What the promise comes to, or a failure when it is over. */
  orLate<T>(promise: Promise<T>, late: () => Error): Promise<T> {
    return new Promise((resolve, reject) => {
      const tell = (): void => reject(late());
      this.whenOver(tell);
      promise.then(
        (value) => (this.forget(tell), resolve(value)),
        (error: unknown) => (this.forget(tell), reject(error)),
      );
    });
  }
}

/** Does the work of one call, which is over when this resolves or rejects. */
export async function inTime<T>(
  work: (deadline: Deadline) => Promise<T>,
  patienceMs: number = CALL_PATIENCE_MS,
): Promise<T> {
  const deadline = new Deadline(patienceMs);
  try {
    return await work(deadline);
  } finally {
    deadline.end();
  }
}

/** What is said to those who waited in vain. */
export const noAnswerFrom = (engine: "Redis" | "RabbitMQ" | "an engine", cause?: unknown): Error =>
  new Error(`${engine} does not answer`, { cause });
