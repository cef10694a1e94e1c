import type { Ids } from "@skylab/aws";
import type { Logger } from "@skylab/service";
import type { ConnectionRows } from "../../../store/connections.ts";

/** A replica with connections shows so often that it lives. Of the machine's time: the product's is moved, or stands still. */
export const BEAT_EVERY_MS = 2_000;

export type PresenceOptions = {
  readonly rows: ConnectionRows;
  readonly ids: Ids;
  readonly log: Pick<Logger, "warn">;
  /** Whether there is anything that others would have to know of. */
  readonly isNeeded: () => boolean;
  /** The others took this process for dead: its connections' ends are told already. */
  readonly lost: () => void;
};

/** That this process is there, for the others to see: a row that changes, as long as it has connections. */
export class Presence {
  readonly #options: PresenceOptions;
  #replica: string | undefined;
  #entering: Promise<string> | undefined;

  constructor(options: PresenceOptions) {
    this.#options = options;
  }

  /** The name under which the others know this process. */
  get replica(): string | undefined {
    return this.#replica;
  }

  /** Resolves to that name once they do. */
  enter(): Promise<string> {
    this.#entering ??= this.#enter().catch((error: unknown) => {
      this.#entering = undefined;
      throw error;
    });
    return this.#entering;
  }

  async #enter(): Promise<string> {
    const { ids, rows } = this.#options;
    const replica = ids.uuid();
    await rows.mark(replica, {}, undefined);
    this.#replica = replica;
    this.#beatLater(replica);
    return replica;
  }

  #beatLater(replica: string): void {
    setTimeout(() => void this.#beat(replica), BEAT_EVERY_MS).unref();
  }

  async #beat(replica: string): Promise<void> {
    const { isNeeded, log, lost, rows } = this.#options;
    try {
      if (!isNeeded()) {
        this.#leave();
        await rows.removeReplica(replica);
        return;
      }
      if (!(await beat(rows, replica))) {
        log.warn({ replica }, "the other replicas took this one for dead: its WebSockets are closed");
        this.#leave();
        lost();
        return;
      }
    } catch (error) {
      // What came of it, the next beat sees.
      log.warn({ err: error, replica }, "this replica could not show that it lives");
    }
    if (this.#replica === replica) this.#beatLater(replica);
  }

  #leave(): void {
    this.#replica = undefined;
    this.#entering = undefined;
  }
}

/** Shows that a replica lives; false: it is over. */
async function beat(rows: ConnectionRows, replica: string): Promise<boolean> {
  const seen = await rows.replica(replica);
  return seen !== undefined && !seen.isOver && (await rows.mark(replica, {}, seen.version));
}
