import { memoryOf } from "./processes.ts";

/** How often it looks; what fills the memory faster meets the limit of each process first. */
const LOOK_EVERY_MS = 200;
const MB = 1024 * 1024;

export type MemoryWatchOptions = {
  readonly memoryMb: number;
  readonly list: () => readonly number[];
  /** It takes more than it may. */
  readonly onFull: () => void;
};

/**
 * Looks at what a sandbox takes of the memory while it runs: all of its processes together, what they share counted once.
 * AWS's functions are ended when they take more than they have, and nothing else ends several processes that share it out.
 */
export class MemoryWatch {
  readonly #options: MemoryWatchOptions;
  #timer: NodeJS.Timeout | undefined;
  #most = 0;
  #wasFull = false;

  constructor(options: MemoryWatchOptions) {
    this.#options = options;
    this.resume();
  }

  get wasFull(): boolean {
    return this.#wasFull;
  }

  /** What it has had at most so far, in MB. */
  maxMb(): number {
    this.#look();
    return Math.ceil(this.#most / MB);
  }

  /** What is frozen takes no more. */
  pause(): void {
    clearInterval(this.#timer);
  }

  resume(): void {
    clearInterval(this.#timer);
    this.#timer = setInterval(() => this.#look(), LOOK_EVERY_MS).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    let own = 0;
    let shared = 0;
    for (const pid of this.#options.list()) {
      const memory = memoryOf(pid);
      if (memory === undefined) continue;
      own += memory.own;
      shared = Math.max(shared, memory.shared);
      this.#most = Math.max(this.#most, memory.peak);
    }
    this.#most = Math.max(this.#most, own + shared);
    if (own + shared <= this.#options.memoryMb * MB || this.#wasFull) return;
    this.#wasFull = true;
    this.#options.onFull();
  }
}
