import type { Clock } from "@skylab/aws";
import type { Logger } from "./log.ts";
import type { Job } from "./service.ts";

/** Jobs that run until they are stopped. */
export type RunningJobs = {
  /** Begins no further turn, aborts those that run, and resolves when they have ended. */
  readonly stop: () => Promise<void>;
};

/** Runs each job again and again: a turn begins `everyMs` of the clock after the last one ended. */
export function startJobs(jobs: readonly Job[], clock: Clock, log: Logger): RunningJobs {
  const stopping = new AbortController();
  const turns = new Set<Promise<void>>();
  const timers = new Map<Job, () => void>();

  const schedule = (job: Job): void => {
    const turn = async (): Promise<void> => {
      try {
        await job.run(clock, stopping.signal);
      } catch (error) {
        if (!stopping.signal.aborted) log.error({ err: error, job: job.name }, "job failed");
      }
    };
    const begin = (): void => {
      const running = turn().then(() => {
        turns.delete(running);
        if (!stopping.signal.aborted) schedule(job);
      });
      turns.add(running);
    };
    timers.set(job, clock.at(clock.now() + job.everyMs, begin));
  };

  for (const job of jobs) schedule(job);
  return {
    stop: async () => {
      stopping.abort();
      for (const cancel of timers.values()) cancel();
      await Promise.all(turns);
    },
  };
}
