import { lookup, resolve4 } from "node:dns/promises";
import { isIPv4 } from "node:net";
import type { Logger } from "../log.ts";
import type { ServiceHost } from "../settings/settings.ts";
import { type Replica, replicaAt, takesConnections } from "./replica.ts";

/** The IPv4 addresses of a host name: Docker's DNS has one for each replica. */
export type ResolveHost = (host: string) => Promise<readonly string[]>;

/** Docker's DNS changes when a container comes or goes, and tells nobody. */
const LOOK_EVERY_MS = 1_000;

/** While requests wait for a replica. */
const LOOK_HARD_EVERY_MS = 100;

/** A restart takes a container seconds, and SDKs give up after less: requests that come meanwhile wait so long for it. */
const WAIT_MS = 10_000;

/** A service that was up so recently is being restarted; one that was not, is not there. */
const RESTART_MS = 30_000;

/**
 * The replicas of one service: found by DNS, tried before they are used, left out as soon as one takes no connection,
 * and used again when it does.
 */
export class Replicas {
  readonly #hosts: readonly ServiceHost[];
  readonly #resolve: ResolveHost;
  readonly #log: Logger;
  readonly #byAddress = new Map<string, Replica>();
  readonly #addresses = new Map<string, readonly string[]>();
  readonly #waiting = new Set<() => void>();
  #turn = 0;
  #upAt = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;
  #closed = false;

  constructor(options: {
    /** All of one service. */
    readonly hosts: readonly ServiceHost[];
    readonly log: Logger;
    readonly resolve?: ResolveHost;
  }) {
    this.#hosts = options.hosts;
    this.#resolve = options.resolve ?? resolveHost;
    this.#log = options.log;
  }

  /** Looks for replicas, and goes on looking; resolves after the first look. */
  async start(): Promise<void> {
    await this.#look();
  }

  /** All that take connections. */
  get up(): readonly Replica[] {
    return [...this.#byAddress.values()].filter((replica) => replica.isUp);
  }

  /** The replica with the least to do, in turn where several are alike; `undefined` where none is up. */
  pick(): Replica | undefined {
    const { up } = this;
    let best: Replica | undefined;
    this.#turn += 1;
    for (let i = 0; i < up.length; i += 1) {
      const replica = up[(this.#turn + i) % up.length];
      if (replica !== undefined && (best === undefined || replica.inFlight < best.inFlight)) best = replica;
    }
    if (best !== undefined) this.#upAt = performance.now();
    return best;
  }

  /** As `pick`, but where the service has just been up, waits for it to come back, while the client waits too. */
  async pickOrWait(signal: AbortSignal): Promise<Replica | undefined> {
    const deadline = performance.now() + WAIT_MS;
    for (;;) {
      const replica = this.pick();
      const now = performance.now();
      if (replica !== undefined || signal.aborted || this.#closed) return replica;
      if (now >= deadline || now - this.#upAt > RESTART_MS) return undefined;
      await this.#nextLook();
    }
  }

  /** A replica took no connection: nobody is sent there until it does. */
  fell(replica: Replica, error: Error): void {
    if (!replica.isUp) return;
    replica.isUp = false;
    this.#log.warn({ replica: replica.address, reason: error.message }, "replica is gone");
    // At the latest in a second the next look; at once where nobody is left.
    if (this.up.length === 0) this.#lookIn(LOOK_HARD_EVERY_MS);
  }

  /** Stops looking, and lets what is on its way end. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#looking;
    this.#wake();
    await Promise.all([...this.#byAddress.values()].map(({ pool }) => pool.close()));
  }

  #nextLook(): Promise<void> {
    this.#lookIn(LOOK_HARD_EVERY_MS);
    return new Promise((resolve) => this.#waiting.add(resolve));
  }

  #wake(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const go of waiting) go();
  }

  #lookIn(milliseconds: number): void {
    if (this.#closed || this.#looking !== undefined) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#look(), milliseconds);
    this.#timer.unref();
  }

  async #look(): Promise<void> {
    this.#looking = this.#findAndTry();
    await this.#looking;
    this.#looking = undefined;
    this.#lookIn(LOOK_EVERY_MS);
    this.#wake();
  }

  async #findAndTry(): Promise<void> {
    const found = new Set((await Promise.all(this.#hosts.map((host) => this.#addressesOf(host)))).flat());
    for (const [address, replica] of this.#byAddress) {
      if (!found.has(address)) this.#forget(replica);
    }
    for (const address of found) {
      if (!this.#byAddress.has(address)) this.#byAddress.set(address, replicaAt(address));
    }
    await Promise.all([...this.#byAddress.values()].filter(({ isUp }) => !isUp).map((replica) => this.#try(replica)));
  }

  async #addressesOf({ host, port }: ServiceHost): Promise<readonly string[]> {
    if (isIPv4(host)) return [`${host}:${port}`];
    const key = `${host}:${port}`;
    try {
      this.#addresses.set(
        key,
        (await this.#resolve(host)).map((address) => `${address}:${port}`),
      );
    } catch (error) {
      // Nobody of this name is an answer; no answer is none, and what was known counts.
      if (isNobody(error)) this.#addresses.set(key, []);
    }
    return this.#addresses.get(key) ?? [];
  }

  async #try(replica: Replica): Promise<void> {
    if (!(await takesConnections(replica.address))) return;
    replica.isUp = true;
    this.#upAt = performance.now();
    this.#log.info({ replica: replica.address }, "replica is up");
  }

  #forget(replica: Replica): void {
    this.#byAddress.delete(replica.address);
    replica.isUp = false;
    this.#log.info({ replica: replica.address }, "replica has left");
    // Lets requests on their way end; one that still fails has its client told.
    void replica.pool.close();
  }
}

/**
 * DNS knows containers. What it does not know may stand in the hosts file, as localhost does, or need a search domain;
 * to look there costs a thread, which a DNS that does not answer would keep for seconds.
 */
async function resolveHost(host: string): Promise<readonly string[]> {
  try {
    return await resolve4(host);
  } catch (error) {
    if (!isNobody(error) && codeOf(error) !== "ECONNREFUSED") throw error;
    const found = await lookup(host, { all: true, family: 4 });
    return found.map(({ address }) => address);
  }
}

/** Whether DNS says that there is nobody of this name. */
const isNobody = (error: unknown): boolean => ["ENOTFOUND", "ENODATA"].includes(codeOf(error));

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
