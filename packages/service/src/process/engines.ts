import { setTimeout as sleep } from "node:timers/promises";
import type { Health } from "../control/health.ts";
import type { Logger } from "../log.ts";

/** What a service in a container keeps its state in: another process, somewhere. */
type Engine = { readonly close: () => Promise<void> };

/** How to come by an engine. */
export type EngineAccess<Opened extends Engine> = {
  /** As the log and health call it: `redis`. */
  readonly name: string;
  readonly open: () => Opened | Promise<Opened>;
  /** One round trip to it, by which health knows whether it is still there. */
  readonly ask: (engine: Opened) => Promise<unknown>;
};

const RETRY_AFTER_MS = 1_000;

/** How often the log tells that something is still waited for. */
const TELL_EVERY_MS = 5_000;

/** An engine that answers later than that is of no use to a request. */
const ANSWERS_WITHIN_MS = 2_000;

/** The engines of a process: opened when they are there, asked how they are, closed in the reverse order. */
export class Engines {
  readonly #log: Logger;
  readonly #stopping = new AbortController();
  readonly #opened: { readonly name: string; readonly close: Engine["close"]; readonly ask: () => Promise<unknown> }[] =
    [];

  constructor(log: Logger) {
    this.#log = log;
  }

  /** Opens an engine, again and again until it is there. Rejects only when `close` is called meanwhile. */
  async open<Opened extends Engine>(access: EngineAccess<Opened>): Promise<Opened> {
    const { name } = access;
    this.#log.info({ engine: name }, "looking for an engine");
    const waiting = setInterval(() => this.#log.warn({ engine: name }, "still waiting for an engine"), TELL_EVERY_MS);
    try {
      const engine = await this.#untilOpen(access);
      const ask = (): Promise<unknown> => access.ask(engine);
      this.#opened.push({ name, close: () => engine.close(), ask });
      while (!(await answers(ask))) await this.#pause();
      this.#log.info({ engine: name }, "engine answers");
      return engine;
    } finally {
      clearInterval(waiting);
    }
  }

  async #untilOpen<Opened extends Engine>({ name, open }: EngineAccess<Opened>): Promise<Opened> {
    for (;;) {
      try {
        return await open();
      } catch (error) {
        const reason = error instanceof Error ? error.message : error;
        this.#log.warn({ engine: name, reason }, "waiting for an engine");
      }
      await this.#pause();
    }
  }

  /** Rejects where there is no use in waiting any longer. */
  #pause(): Promise<void> {
    return sleep(RETRY_AFTER_MS, undefined, { signal: this.#stopping.signal });
  }

  /** Asks every engine for something, and tells which answered. */
  async health(): Promise<NonNullable<Health["engines"]>> {
    const states = await Promise.all(
      this.#opened.map(async ({ name, ask }) => [name, (await answers(ask)) ? "running" : "unavailable"] as const),
    );
    return Object.fromEntries(states);
  }

  /** Ends a wait, and closes what was opened. */
  async close(): Promise<void> {
    this.#stopping.abort();
    for (const engine of this.#opened.splice(0).toReversed()) await engine.close();
  }
}

async function answers(ask: () => Promise<unknown>): Promise<boolean> {
  const giveUp = new AbortController();
  try {
    const late = sleep(ANSWERS_WITHIN_MS, false, { signal: giveUp.signal, ref: false });
    return await Promise.race([ask().then(() => true), late]);
  } catch {
    return false;
  } finally {
    giveUp.abort();
  }
}
