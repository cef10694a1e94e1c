import type { Logger } from "../log.ts";

/** All of a stop, engines included; whoever started us may kill us then. */
const EXIT_WITHIN_SECONDS = 10;

/** What `stopOnSignals` ends. */
export type Stoppable = {
  /** Lets what runs end, and puts everything on disk. */
  readonly close: () => Promise<void>;
  readonly log: Logger;
  /** Writes out the lines of the log that still wait. */
  readonly flush: () => void;
};

/**
 * Ends the process cleanly on SIGTERM and SIGINT, within ten seconds; a second signal ends it at once. Returns what
 * does the same without a signal.
 */
export function stopOnSignals({ close, log, flush }: Stoppable): () => void {
  let stopping = false;
  const exit = (code: number): never => {
    flush();
    process.exit(code);
  };
  // Second by second: a machine that stands still for long takes one of them from what is stopping, and not all.
  const exitIn = (seconds: number): void => {
    setTimeout(() => (seconds > 1 ? exitIn(seconds - 1) : exit(1)), 1000).unref();
  };
  const stop = (): void => {
    if (stopping) exit(1);
    stopping = true;
    log.info("stopping");
    exitIn(EXIT_WITHIN_SECONDS);
    close().then(
      () => exit(0),
      (error: unknown) => {
        log.error({ err: error }, "stop failed");
        exit(1);
      },
    );
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
  return stop;
}
