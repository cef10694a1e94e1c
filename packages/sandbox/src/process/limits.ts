const KB_PER_MB = 1024;

/**
 * How much more than its memory one process may reserve: stacks, code and what V8 and Java keep ready count here before
 * they are used. What is really used the memory watch counts; this stops what grows faster than the watch looks.
 */
const DATA_FACTOR = 2;
const DATA_ALLOWANCE_MB = 256;

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const MAX_FILES = 1024;

/** Processes and threads. AWS allows 1,024; with these a machine of few cores still does its work beside a fork bomb. */
const MAX_PROCESSES = 256;

/** Sets the limits of the shell that reads this, and of all that it starts, as far as the system knows them. */
export const limits = (memoryMb: number, { countsProcesses }: { readonly countsProcesses: boolean }): string =>
  [
    `ulimit -d ${(memoryMb * DATA_FACTOR + DATA_ALLOWANCE_MB) * KB_PER_MB} 2>/dev/null`,
    `ulimit -n ${MAX_FILES} 2>/dev/null`,
    "ulimit -c 0 2>/dev/null",
    // Shells name it differently; it counts all processes of a user id, so it needs one that nobody else has.
    ...(countsProcesses ? [`ulimit -u ${MAX_PROCESSES} 2>/dev/null || ulimit -p ${MAX_PROCESSES}`] : []),
  ].join("\n");
