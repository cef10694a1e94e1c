import { once } from "node:events";
import { Redis } from "ioredis";
import { heardBy, type OnFailure } from "../heard.ts";
import type { Listener, Unsubscribe } from "../port.ts";
import { type ConnectionOptions, redisOptions } from "./connection.ts";
import { messageIn } from "./layout.ts";

/** A connection that never asks would not notice that its other end is gone. */
const PING_INTERVAL_MS = 5000;

export type SubscriptionsOptions = ConnectionOptions & {
  /** Messages of such commits are not heeded: whoever commits tells at once. */
  readonly isOwn: (origin: Buffer) => boolean;
  /** Told where a listener fails. */
  readonly onFailure: OnFailure;
};

type Confirmation = { readonly promise: Promise<void>; readonly resolve: () => void };

/** Who listens to which channel, and the connection on which Redis tells it what other processes wrote. */
export class Subscriptions {
  readonly #redis: Redis;
  readonly #ping: NodeJS.Timeout;
  readonly #onFailure: OnFailure;
  readonly #listeners = new Map<string, Set<Listener>>();
  /** Of the channels for which Redis was asked and has not answered. */
  readonly #confirmations = new Map<string, Confirmation>();

  constructor(options: SubscriptionsOptions) {
    const { isOwn, onFailure } = options;
    this.#onFailure = onFailure;
    this.#redis = new Redis(options.url, { ...redisOptions(options), autoResubscribe: false });
    this.#redis.on("ready", () => {
      // A connection that is lost again meanwhile is ready again later.
      this.#subscribeAgain().catch(() => undefined);
    });
    this.#redis.on("close", () => {
      for (const { resolve } of this.#confirmations.values()) resolve();
    });
    // Whoever calls Redis learns what is wrong with it.
    this.#redis.on("error", () => undefined);
    this.#redis.on("messageBuffer", (channel: Buffer, bytes: Buffer) => {
      const { origin, keys } = messageIn(bytes);
      if (!isOwn(origin)) this.tell(channel.toString(), keys);
    });
    this.#ping = setInterval(() => {
      if (this.#redis.status === "ready") this.#redis.ping().catch(() => undefined);
    }, PING_INTERVAL_MS).unref();
  }

  /** Resolves when Redis is connected for the first time; rejects when it is not after so many milliseconds. */
  async opened(timeoutMs: number): Promise<void> {
    if (this.#redis.status !== "ready") await once(this.#redis, "ready", { signal: AbortSignal.timeout(timeoutMs) });
  }

  subscribe(channel: string, listener: Listener): Unsubscribe {
    const subscription = heardBy(listener, this.#onFailure);
    const listeners = this.#listeners.get(channel) ?? new Set();
    listeners.add(subscription);
    if (listeners.size === 1) this.#begin(channel, listeners);
    return () => {
      if (listeners.delete(subscription) && listeners.size === 0) this.#end(channel);
    };
  }

  /**
   * Resolves when Redis tells all that is written from now on. What was read before may be outdated with nobody told;
   * `undefined`: it does so already, or it will tell that anything may have changed.
   */
  settled(channel: string): Promise<void> | undefined {
    return this.#confirmations.get(channel)?.promise;
  }

  /** Calls the listeners of this process. */
  tell(channel: string, keys: readonly Uint8Array[] | undefined): void {
    for (const listener of this.#listeners.get(channel) ?? []) listener(keys);
  }

  close(): void {
    clearInterval(this.#ping);
    this.#redis.disconnect();
  }

  #begin(channel: string, listeners: Set<Listener>): void {
    this.#listeners.set(channel, listeners);
    const confirmation = newConfirmation();
    if (this.#redis.status === "ready") this.#confirmations.set(channel, confirmation);
    this.#redis.subscribe(channel).then(confirmation.resolve, confirmation.resolve);
    void confirmation.promise.then(() => {
      // Unless it was ended and begun again meanwhile.
      if (this.#confirmations.get(channel) === confirmation) this.#confirmations.delete(channel);
    });
  }

  #end(channel: string): void {
    this.#listeners.delete(channel);
    this.#confirmations.get(channel)?.resolve();
    this.#redis.unsubscribe(channel).catch(() => undefined);
  }

  /** Whoever listened while there was no connection may have missed something. */
  async #subscribeAgain(): Promise<void> {
    const channels = [...this.#listeners.keys()];
    if (channels.length === 0) return;
    await this.#redis.subscribe(...channels);
    for (const channel of channels) this.tell(channel, undefined);
  }
}

function newConfirmation(): Confirmation {
  let resolve = nothing;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

function nothing(): void {
  // Until the promise gives its own.
}
