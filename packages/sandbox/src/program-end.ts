/** What V8 and Java write when their heap is full. */
export const HEAP_FULL = /heap out of memory|Allocation failed|OutOfMemoryError/;

/**
 * Exit codes by which shells, bubblewrap and container engines tell of a signal: 128 and its number. AWS's runtimes exit with
 * 128 and 129 themselves.
 * https://man7.org/linux/man-pages/man7/signal.7.html
 */
const SIGNALLED: ReadonlyMap<number, NodeJS.Signals> = new Map([
  [132, "SIGILL"],
  [133, "SIGTRAP"],
  [134, "SIGABRT"],
  [135, "SIGBUS"],
  [136, "SIGFPE"],
  [137, "SIGKILL"],
  [139, "SIGSEGV"],
  [143, "SIGTERM"],
]);

/** How a program ended that something else ran: by the exit code that was told, or by the signal that it tells of. */
export function programEnd(exitCode: number): {
  readonly exitCode: number | undefined;
  readonly signal: NodeJS.Signals | undefined;
} {
  const signal = SIGNALLED.get(exitCode);
  return { exitCode: signal === undefined ? exitCode : undefined, signal };
}
