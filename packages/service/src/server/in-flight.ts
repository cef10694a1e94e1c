import type { ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { HttpExchange } from "./http-exchange.ts";

/** The requests that are being answered, and the connections that were upgraded. */
export class InFlight {
  readonly #exchanges = new Set<HttpExchange>();
  readonly #upgraded = new Map<HttpExchange, Duplex>();
  #whenEmpty: (() => void) | undefined;
  #stopping = false;

  /** Counts a request in until its answer has left, or its client. */
  add(exchange: HttpExchange, response: ServerResponse): void {
    this.#begin(exchange);
    response.on("close", () => this.#end(exchange));
  }

  /** Counts a connection in as long as something is done with it. */
  async addUpgraded(exchange: HttpExchange, socket: Duplex, use: () => Promise<void>): Promise<void> {
    this.#begin(exchange);
    this.#upgraded.set(exchange, socket);
    try {
      await use();
    } finally {
      this.#end(exchange);
    }
  }

  /** Ends the waits of all requests, those that still come too, and their connections behind them. */
  stop(): void {
    this.#stopping = true;
    for (const exchange of this.#exchanges) exchange.stop();
  }

  /** Breaks the connections that were upgraded, which Node does not count among a server's, and waits no more for them. */
  cut(): void {
    for (const [exchange, socket] of this.#upgraded) {
      socket.destroy();
      this.#end(exchange);
    }
  }

  /** Resolves when all requests are answered, and all connections that were upgraded are over. */
  answered(): Promise<void> {
    if (this.#exchanges.size === 0) return Promise.resolve();
    return new Promise((resolve) => (this.#whenEmpty = resolve));
  }

  #begin(exchange: HttpExchange): void {
    this.#exchanges.add(exchange);
    if (this.#stopping) exchange.stop();
  }

  #end(exchange: HttpExchange): void {
    this.#upgraded.delete(exchange);
    this.#exchanges.delete(exchange);
    if (this.#exchanges.size === 0) this.#whenEmpty?.();
  }
}
