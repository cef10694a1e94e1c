import { once } from "node:events";
import { type CancelTimer, type Clock, pause } from "@skylab/aws";
import type { Logger } from "./log.ts";
import type { Job } from "./service-definition.ts";

/** Jobs that run until they are stopped. */
export type RunningJobs = {
  /** Begins no further turn, aborts those that run, and resolves when they have ended. */
  readonly stop: () => Promise<void>;
};

/** That this process, and no other one, does something; the signal is aborted when that is over. */
export type Sole = { readonly signal: AbortSignal; readonly release: () => Promise<void> };

/** Waits until nobody else does what the name says. `leasesOf` of packages/records makes one of records. */
export type BecomeSole = (name: string, signal: AbortSignal) => Promise<Sole>;

export type JobParts = {
  readonly clock: Clock;
  readonly log: Logger;
  /** Absent where there is one process. */
  readonly becomeSole?: BecomeSole | undefined;
};

/**
 * Runs each job again and again: a turn begins `everyMs` of the clock after the last one ended. A `single` job runs as
 * long as this process alone does it.
 */
export function startJobs(jobs: readonly Job[], parts: JobParts): RunningJobs {
  const { becomeSole } = parts;
  const running = jobs.map((job) =>
    job.single && becomeSole !== undefined ? startSingle(job, { ...parts, becomeSole }) : startTurns(job, parts),
  );
  return {
    stop: async () => {
      await Promise.all(running.map((job) => job.stop()));
    },
  };
}

/** After the engine of the leases failed. */
const RETRY_MS = 1_000;

function startSingle(job: Job, parts: JobParts & { readonly becomeSole: BecomeSole }): RunningJobs {
  const stopping = new AbortController();
  const { signal } = stopping;
  const runWhileSole = async (): Promise<void> => {
    const sole = await parts.becomeSole(job.name, signal);
    const turns = startTurns(job, parts);
    await aborted(AbortSignal.any([signal, sole.signal]));
    await turns.stop();
    if (!sole.signal.aborted) await sole.release();
  };
  const run = async (): Promise<void> => {
    while (!signal.aborted) {
      try {
        await runWhileSole();
      } catch (error) {
        if (signal.aborted) return;
        parts.log.error({ err: error, job: job.name }, "the lease of a job failed");
        await pause(RETRY_MS, signal);
      }
    }
  };
  const ended = run();
  return {
    stop: () => {
      stopping.abort();
      return ended;
    },
  };
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, "abort");
}

function startTurns(job: Job, { clock, log }: JobParts): RunningJobs {
  const stopping = new AbortController();
  let cancel: CancelTimer | undefined;
  let turn = Promise.resolve();

  const run = async (): Promise<void> => {
    try {
      await job.run(clock, stopping.signal);
    } catch (error) {
      if (!stopping.signal.aborted) log.error({ err: error, job: job.name }, "job failed");
    }
    if (!stopping.signal.aborted) schedule();
  };
  const schedule = (): void => {
    cancel = clock.after(job.everyMs, () => {
      turn = run();
    });
  };

  schedule();
  return {
    stop: async () => {
      stopping.abort();
      cancel?.();
      await turn;
    },
  };
}
