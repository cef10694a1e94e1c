import type { IncomingMessage, ServerResponse } from "node:http";
import { MAX_PAYLOAD_BYTES } from "./limits.ts";
import { readBody } from "./read-body.ts";
import { refuse, type Refusal } from "./refusals.ts";
import { readSubscription, type Subscription, type TelemetryType } from "./subscription.ts";

/** A subscription, and what has been gathered for it. */
type Gathering = Subscription & { events: string[]; bytes: number; timer: NodeJS.Timeout | undefined };

type Batch = { readonly uri: string; readonly body: string };

type Event = { readonly type: TelemetryType; readonly json: string };

/** What comes before anybody has subscribed is told to who subscribes during the initialisation. */
const MAX_EARLY = 1000;

/** Batches that an extension does not take; older ones are dropped. */
const MAX_BATCHES = 64;

/**
 * Telemetry of one environment. Extensions listen inside of the sandbox, where only who is in it reaches them: the init
 * asks for batches, `GET /skylab/telemetry/next`, and posts each to where the header `skylab-telemetry-uri` says.
 */
export class Telemetry {
  readonly #subscriptions = new Map<string, Gathering>();
  readonly #batches: Batch[] = [];
  #early: Event[] | undefined;
  #relay: ServerResponse | undefined;
  #isRelayed = false;

  /** `isExpected`: whether there are extensions, one of which may subscribe. */
  constructor(isExpected: boolean) {
    this.#early = isExpected ? [] : undefined;
  }

  /** Whether an event would be of any use. */
  get isWanted(): boolean {
    return this.#subscriptions.size > 0 || this.#early !== undefined;
  }

  /** An event in JSON. */
  publish(type: TelemetryType, json: string): void {
    if (this.#early !== undefined && this.#early.length < MAX_EARLY) this.#early.push({ type, json });
    for (const subscription of this.#subscriptions.values()) this.#add(subscription, { type, json });
  }

  /** The environment is initialised: who comes later is told nothing of what was before. */
  endInit(): void {
    this.#early = undefined;
  }

  /** Returns the types that somebody has subscribed to. */
  async subscribe(
    extension: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<readonly string[] | undefined> {
    const body = await readBody(request, MAX_PAYLOAD_BYTES);
    const subscription = "tooLarge" in body ? undefined : readSubscription(body);
    if (subscription === undefined || !this.#isRelayed) {
      refuse(response, this.#isRelayed ? INVALID : notSupported("Telemetry"));
      return undefined;
    }
    const gathering: Gathering = { ...subscription, events: [], bytes: 0, timer: undefined };
    this.#subscriptions.set(extension, gathering);
    for (const event of this.#early ?? []) this.#add(gathering, event);
    response.writeHead(200, { "content-type": "text/plain" }).end("OK");
    return [...subscription.types];
  }

  /** Answers the init when there is a batch. */
  relay(response: ServerResponse): void {
    this.#isRelayed = true;
    this.#relay = response;
    this.#handOver();
  }

  /** Hands over what waits, at the end. */
  flush(): void {
    for (const subscription of this.#subscriptions.values()) this.#flush(subscription);
  }

  #add(subscription: Gathering, { type, json }: Event): void {
    if (!subscription.types.has(type)) return;
    subscription.events.push(json);
    subscription.bytes += json.length;
    const isFull = subscription.events.length >= subscription.maxItems || subscription.bytes >= subscription.maxBytes;
    if (isFull) this.#flush(subscription);
    else subscription.timer ??= setTimeout(() => this.#flush(subscription), subscription.timeoutMs).unref();
  }

  #flush(subscription: Gathering): void {
    clearTimeout(subscription.timer);
    subscription.timer = undefined;
    if (subscription.events.length === 0) return;
    this.#batches.push({ uri: subscription.uri, body: `[${subscription.events.join(",")}]` });
    if (this.#batches.length > MAX_BATCHES) this.#batches.shift();
    subscription.events = [];
    subscription.bytes = 0;
    this.#handOver();
  }

  #handOver(): void {
    if (this.#relay === undefined) return;
    const batch = this.#batches.shift();
    if (batch === undefined) return;
    this.#relay
      .writeHead(200, { "content-type": "application/json", "skylab-telemetry-uri": batch.uri })
      .end(batch.body);
    this.#relay = undefined;
  }
}

/** Answers as AWS's own emulator does: extensions go on without. */
export const notSupported = (api: "Telemetry" | "Logs"): Refusal => ({
  status: 202,
  errorType: `${api}.NotSupported`,
  errorMessage: `${api} API is not supported`,
});

const INVALID: Refusal = {
  status: 400,
  errorType: "ValidationError",
  errorMessage: "The body must be a subscription with destination, types and buffering as the Telemetry API has them.",
};
