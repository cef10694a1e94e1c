import type { ServerResponse } from "node:http";
import type { HttpExchange } from "./exchange.ts";

/** The requests that are being answered. */
export class InFlight {
  readonly #exchanges = new Set<HttpExchange>();
  #whenEmpty: (() => void) | undefined;
  #stopping = false;

  /** Counts a request in until its answer has left, or its client. */
  add(exchange: HttpExchange, response: ServerResponse): void {
    this.#exchanges.add(exchange);
    if (this.#stopping) exchange.stop();
    response.on("close", () => {
      this.#exchanges.delete(exchange);
      if (this.#exchanges.size === 0) this.#whenEmpty?.();
    });
  }

  /** Ends the waits of all requests, those that still come too, and their connections behind them. */
  stop(): void {
    this.#stopping = true;
    for (const exchange of this.#exchanges) exchange.stop();
  }

  /** Resolves when all requests are answered. */
  answered(): Promise<void> {
    if (this.#exchanges.size === 0) return Promise.resolve();
    return new Promise((resolve) => (this.#whenEmpty = resolve));
  }
}
