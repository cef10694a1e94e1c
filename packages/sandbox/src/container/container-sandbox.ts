import { setTimeout as sleep } from "node:timers/promises";
import { HEAP_FULL, programEnd } from "../program-end.ts";
import type { Sandbox, SandboxEnd } from "../runner.ts";
import type { ContainerStats, Docker } from "./docker.ts";
import type { OutputPipe } from "./output-pipe.ts";

const MB = 1024 * 1024;

export type StartedContainer = {
  readonly id: string;
  readonly output: OutputPipe;
  /** Called when it has ended, before anybody hears of it. */
  readonly onEnd: () => void;
};

/** A container that has been started, as the host handles it; what is left of it at its end others remove. */
export function containerSandbox(docker: Docker, { id, output, onEnd }: StartedContainer): Sandbox {
  let isOver = false;
  let isKilled = false;
  const ended = endOf(docker, id, () => isKilled).then(async (end) => {
    isOver = true;
    await output.close();
    onEnd();
    // A program that could write this and went on has not died of it.
    const isHeapFull = end.signal !== undefined && HEAP_FULL.test(output.tail());
    return { ...end, isOutOfMemory: end.isOutOfMemory || isHeapFull };
  });
  const unlessOver = async (act: (id: string) => Promise<void>): Promise<void> => {
    if (!isOver) await act(id);
  };
  const memory = new MemorySamples(() => docker.stats(id));
  return {
    onOutput: output.onOutput,
    freeze: () => unlessOver(docker.pause),
    thaw: () => unlessOver(docker.unpause),
    terminate: () => unlessOver((each) => docker.kill(each, "SIGTERM")),
    kill: async () => {
      isKilled = true;
      await unlessOver((each) => docker.kill(each, "SIGKILL"));
      await ended;
    },
    ended,
    maxMemoryMb: () => (isOver ? Promise.resolve(memory.mostMb) : memory.most()),
  };
}

/** An engine hears of an end and of its want of memory by two ways: it may tell the second so long after the first. */
const LATE_BY_MS = 1000;
const LOOK_EVERY_MS = 50;

/** Resolves when it does not run any more. Never rejects. `isKilled`: by us, which tells enough of why. */
async function endOf(docker: Docker, id: string, isKilled: () => boolean): Promise<SandboxEnd> {
  try {
    const end = programEnd(await docker.wait(id));
    const wasFull = async (): Promise<boolean> => (await docker.inspect(id)).State.OOMKilled;
    let isOutOfMemory = await wasFull();
    for (let late = 0; late < LATE_BY_MS && !isOutOfMemory; late += LOOK_EVERY_MS) {
      if (end.signal !== "SIGKILL" || isKilled()) break;
      await sleep(LOOK_EVERY_MS);
      isOutOfMemory = await wasFull();
    }
    return { ...end, isOutOfMemory };
  } catch {
    // Somebody has removed it, or the engine has gone: it does not run for us.
    return { exitCode: undefined, signal: "SIGKILL", isOutOfMemory: false };
  }
}

/**
 * What a container has had of memory at most. Only the first is waited for: an engine may answer the next one a second
 * later, since it counts once a second for whoever asks.
 */
class MemorySamples {
  mostMb = 0;
  readonly #take: () => Promise<ContainerStats>;
  #first: Promise<void> | undefined;
  #isTaking = false;

  constructor(take: () => Promise<ContainerStats>) {
    this.#take = take;
  }

  async most(): Promise<number> {
    this.#first ??= this.#sample();
    await this.#first;
    void this.#sample();
    return this.mostMb;
  }

  async #sample(): Promise<void> {
    if (this.#isTaking) return;
    this.#isTaking = true;
    try {
      this.mostMb = Math.max(this.mostMb, memoryMbOf(await this.#take()));
    } catch {
      // It has ended meanwhile.
    } finally {
      this.#isTaking = false;
    }
  }
}

/** The kernel keeps the most of it in the first version of control groups, and tells only what is used now in the second. */
const memoryMbOf = ({ memory_stats: { usage = 0, max_usage: most = 0 } }: ContainerStats): number =>
  Math.max(usage, most) / MB;
