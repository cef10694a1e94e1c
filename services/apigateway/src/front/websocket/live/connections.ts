import type { Ids } from "@skylab/aws";
import type { Logger, Peers } from "@skylab/service";
import type { ConnectionAbout, ConnectionRows, StoredConnection } from "../../../store/connections.ts";
import { Presence } from "./presence.ts";

/** A WebSocket that is open in this process. */
export type LiveConnection = {
  readonly about: ConnectionAbout;
  /** Milliseconds, by the product's clock: when the client was last heard of, or written to. */
  readonly lastActiveAt: number;
  /** Writes a message; false: the client takes too little of what was written before. Rejects where it has gone meanwhile. */
  readonly send: (data: Uint8Array) => Promise<boolean>;
  /** Ends it as a code and a reason of RFC 6455 say. */
  readonly close: (code: number, reason: string) => void;
};

/** https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1 */
export const GOING_AWAY = 1001;

export type ConnectionsOptions = {
  readonly rows: ConnectionRows;
  readonly ids: Ids;
  readonly log: Pick<Logger, "warn">;
  /** The other replicas; absent where there is one process. */
  readonly peers?: Peers | undefined;
};

/** The WebSockets of all replicas, of which this process has some in its hands. */
export class Connections {
  readonly rows: ConnectionRows;
  readonly peers: Peers | undefined;
  readonly #live = new Map<string, LiveConnection>();
  /** Those whose rows are this process's, open or about to be. */
  readonly #kept = new Set<string>();
  readonly #presence: Presence;

  constructor({ ids, log, peers, rows }: ConnectionsOptions) {
    this.rows = rows;
    this.peers = peers;
    this.#presence = new Presence({
      rows,
      ids,
      log,
      isNeeded: () => this.#kept.size > 0,
      lost: () => this.closeAll(() => true),
    });
  }

  /** Lets all replicas know of a connection, before it is opened: whoever is asked for it then finds it. */
  async keep(about: ConnectionAbout): Promise<void> {
    const address = this.peers?.address;
    this.#kept.add(about.connectionId);
    try {
      const replica = await this.#presence.enter();
      await this.rows.put({ ...about, replica, ...(address !== undefined && { address }) });
    } catch (error) {
      this.#kept.delete(about.connectionId);
      throw error;
    }
  }

  /** From here on messages to it are written. */
  attach(live: LiveConnection): void {
    this.#live.set(live.about.connectionId, live);
  }

  /** Nothing is written to it any more, which has ended or is about to. */
  detach(connectionId: string): void {
    this.#live.delete(connectionId);
  }

  /** Forgets a connection whose end is told. */
  async forget(connectionId: string): Promise<void> {
    this.detach(connectionId);
    try {
      await this.rows.remove(connectionId);
    } finally {
      this.#kept.delete(connectionId);
    }
  }

  live(connectionId: string): LiveConnection | undefined {
    return this.#live.get(connectionId);
  }

  /** The connections that are open here. */
  *abouts(): Iterable<ConnectionAbout> {
    for (const { about } of this.#live.values()) yield about;
  }

  /** Whether a connection is this process's. */
  isOurs({ replica }: Pick<StoredConnection, "replica">): boolean {
    return replica === this.#presence.replica;
  }

  /** Sends clients away, whose programs then come again. */
  closeAll(goes: (about: ConnectionAbout) => boolean): void {
    for (const live of this.#live.values()) if (goes(live.about)) live.close(GOING_AWAY, "Going away");
  }
}
