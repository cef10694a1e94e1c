/** So long a call waits for both engines, all of it together. A broker that was killed confirms again after 6 to 11 s. */
const CALL_PATIENCE_MS = 20_000;

/**
 * The end of a call: it was answered, or its time is up. Every step of it is told, so that nothing is begun for a call
 * that has failed, and what comes for it all the same is given back.
 */
export class Deadline {
  /** As performance.now() tells time. */
  readonly at: number;
  private readonly timer: NodeJS.Timeout;
  /** Few at a time, in the order in which they came. */
  private readonly concerned: (() => void)[] = [];
  private hasEnded = false;

  constructor(patienceMs: number) {
    this.at = performance.now() + patienceMs;
    this.timer = setTimeout(() => this.end(), patienceMs);
  }

  /** A process that slept reads what came meanwhile before its timers go off, so this asks for the time. */
  get isOver(): boolean {
    return this.hasEnded || performance.now() >= this.at;
  }

  /** The call has its answer. */
  end(): void {
    this.hasEnded = true;
    clearTimeout(this.timer);
    for (const tell of this.concerned.splice(0)) tell();
  }

  /** Calls when it is over, unless it is told to forget that. */
  whenOver(tell: () => void): void {
    this.concerned.push(tell);
  }

  forget(tell: () => void): void {
    const place = this.concerned.indexOf(tell);
    if (place >= 0) this.concerned.splice(place, 1);
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
