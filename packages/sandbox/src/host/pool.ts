import { type Credentials, type FunctionVersion, HostRefusal, type Provisioned } from "../port.ts";
import { Environment, type EnvironmentParts } from "./environment.ts";
import type { Growth } from "./growth.ts";
import type { InitializationType } from "./platform-lines.ts";
import type { StartQueue } from "./start-queue.ts";

export type PoolParts = EnvironmentParts & {
  readonly starts: StartQueue;
  /** All environments of the host. */
  readonly all: Set<Environment>;
};

type Waiter = { readonly resolve: (environment: Environment) => void; readonly reject: (error: unknown) => void };

/** An environment is given up when so little is left of its credentials. */
const CREDENTIALS_LEFT_MS = 60_000;

/** The environments of one version. */
export class Pool {
  readonly version: FunctionVersion;
  readonly #parts: PoolParts;
  readonly #growth: Growth;
  readonly #environments = new Set<Environment>();
  /** The last used at the end. */
  readonly #free: Environment[] = [];
  readonly #waiters: Waiter[] = [];
  /** What takes back starts that have not begun. */
  readonly #starts: (() => boolean)[] = [];
  /** The newest that came with an invocation. */
  #credentials: Credentials;
  #isRetired = false;
  #provisioned = 0;
  #failure: string | undefined;

  constructor(
    parts: PoolParts,
    version: FunctionVersion,
    { growth, credentials }: { growth: Growth; credentials: Credentials },
  ) {
    this.#parts = parts;
    this.version = version;
    this.#growth = growth;
    this.#credentials = credentials;
  }

  /** Whether there is nothing in it. */
  get isEmpty(): boolean {
    return this.#environments.size === 0 && this.#waiters.length === 0 && this.#provisioned === 0;
  }

  /** An environment for an invocation: one that is free, or else the first that gets free or is started. */
  async claim(credentials: Credentials, signal: AbortSignal | undefined): Promise<Environment> {
    if (credentials.expiresAt > this.#credentials.expiresAt) this.#credentials = credentials;
    const free = this.#takeFree();
    if (free !== undefined) return free;
    if (signal?.aborted === true) throw callerHasGone();
    this.#growth.start();
    return new Promise((resolve, reject) => {
      const waiter = { resolve, reject };
      this.#waiters.push(waiter);
      signal?.addEventListener("abort", () => this.#leave(waiter), { once: true });
      this.#startAnother();
    });
  }

  /** Takes an environment back that an invocation is done with. */
  giveBack(environment: Environment): void {
    this.#offer(environment);
  }

  /** Ends those that nobody has used since, and those whose credentials end. */
  endIdle(since: number): void {
    for (const environment of this.#free.slice()) {
      const isIdle = environment.idleSince <= since && !isProvisioned(environment);
      if (isIdle || !this.#isValid(environment)) this.#end(environment);
    }
  }

  /** Since when the one is free that nobody has used for the longest time. */
  get idleSince(): number {
    return this.#free.find((environment) => !isProvisioned(environment))?.idleSince ?? Number.POSITIVE_INFINITY;
  }

  endOldest(): void {
    const oldest = this.#free.find((environment) => !isProvisioned(environment));
    if (oldest !== undefined) this.#end(oldest);
  }

  /** Nobody is served any more. */
  close(refusal: HostRefusal): void {
    this.retire();
    for (const waiter of this.#waiters.splice(0)) waiter.reject(refusal);
    for (const withdraw of this.#starts.splice(0)) withdraw();
  }

  /** No invocation comes any more: those that are at work end when they are done. */
  retire(): void {
    this.#isRetired = true;
    this.#provisioned = 0;
    for (const environment of this.#free.slice()) this.#end(environment);
  }

  provision(count: number, credentials: Credentials): void {
    if (credentials.expiresAt > this.#credentials.expiresAt) this.#credentials = credentials;
    this.#provisioned = count;
    this.#failure = undefined;
    this.#topUp();
  }

  get provisioned(): Provisioned {
    const ready = [...this.#environments].filter(
      (environment) => isProvisioned(environment) && ["ready", "busy"].includes(environment.stage),
    );
    return { ready: ready.length, ...(this.#failure !== undefined && { failure: this.#failure }) };
  }

  #takeFree(): Environment | undefined {
    for (;;) {
      // Those that are paid for first, and then the one that was used last.
      const provisioned = this.#free.findLastIndex(isProvisioned);
      const [environment] = this.#free.splice(provisioned < 0 ? -1 : provisioned, 1);
      if (environment === undefined || this.#isValid(environment)) return environment;
      this.#end(environment);
    }
  }

  /** Whether its credentials last; where none are known that last longer, it does. */
  #isValid({ options }: Environment): boolean {
    const { expiresAt } = options.credentials;
    return expiresAt - Date.now() > CREDENTIALS_LEFT_MS || expiresAt >= this.#credentials.expiresAt;
  }

  /** Gives an environment to who waits longest, or keeps it. */
  #offer(environment: Environment): void {
    if (environment.stage === "ended") return this.#remove(environment);
    if (!this.#isValid(environment)) return this.#end(environment);
    const waiter = this.#waiters.shift();
    if (waiter !== undefined) {
      waiter.resolve(environment);
      // What was to be started for it need not be.
      while (this.#starts.length > this.#waiters.length) this.#starts.pop()?.();
    } else if (this.#isRetired || environment.stage !== "ready") this.#end(environment);
    else if (isProvisioned(environment) && this.#countProvisioned() > this.#provisioned) this.#end(environment);
    else {
      environment.rest();
      this.#free.push(environment);
      // It may have to go for another's.
      this.#parts.starts.wake();
    }
  }

  #end(environment: Environment): void {
    const at = this.#free.indexOf(environment);
    if (at >= 0) this.#free.splice(at, 1);
    void environment.close("SPINDOWN");
    this.#remove(environment);
  }

  #remove(environment: Environment): void {
    this.#environments.delete(environment);
    // It takes its room until nothing of it is left.
    void environment.close("FAILURE").then(() => {
      this.#parts.all.delete(environment);
      this.#parts.starts.wake();
    });
    this.#topUp();
  }

  #startAnother(): void {
    const withdraw = this.#parts.starts.add(this.version.functionArn, async () => {
      const at = this.#starts.indexOf(withdraw);
      if (at >= 0) this.#starts.splice(at, 1);
      const environment = this.#create("on-demand");
      try {
        await environment.start();
        this.#offer(environment);
        // Nobody was given it: whoever waits for it needs another one.
        if (environment.stage === "ended" && this.#waiters.length > this.#starts.length) this.#startAnother();
      } catch (error) {
        this.#remove(environment);
        this.#waiters.shift()?.reject(error);
      }
    });
    this.#starts.push(withdraw);
  }

  #create(initializationType: InitializationType): Environment {
    const { version } = this;
    const environment = new Environment(
      this.#parts,
      { version, credentials: this.#credentials, initializationType },
      () => this.#end(environment),
    );
    this.#environments.add(environment);
    this.#parts.all.add(environment);
    return environment;
  }

  #countProvisioned(): number {
    return [...this.#environments].filter(isProvisioned).length;
  }

  /** Starts what is missing of the provisioned ones, and ends what is too much. */
  #topUp(): void {
    const missing = this.#failure === undefined ? this.#provisioned - this.#countProvisioned() : 0;
    for (let count = 0; count < missing; count += 1) this.#startProvisioned();
    const tooMany = this.#free.filter(isProvisioned).slice(0, Math.max(0, -missing));
    for (const environment of tooMany) this.#end(environment);
  }

  #startProvisioned(): void {
    // It counts from now on, although its turn may come later.
    const environment = this.#create("provisioned-concurrency");
    this.#parts.starts.add(this.version.functionArn, async () => {
      try {
        if (environment.stage === "starting") await environment.start();
        if (environment.stage === "uninitialised") this.#failure = "FUNCTION_ERROR_INIT_FAILURE";
        this.#offer(environment);
      } catch (error) {
        this.#failure = error instanceof HostRefusal ? error.message : "The environment cannot be started.";
        this.#remove(environment);
      }
    });
  }

  #leave(waiter: Waiter): void {
    const at = this.#waiters.indexOf(waiter);
    if (at < 0) return;
    this.#waiters.splice(at, 1);
    this.#starts.pop()?.();
    waiter.reject(callerHasGone());
  }
}

const callerHasGone = (): HostRefusal => new HostRefusal("Unavailable", "The caller has gone away.");

const isProvisioned = ({ options }: Environment): boolean => options.initializationType === "provisioned-concurrency";
