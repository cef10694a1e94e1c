import { mkdir } from "node:fs/promises";
import type { Clock, Ids } from "@skylab/aws";
import type { CodeStore } from "../code/index.ts";
import {
  type FunctionHost,
  type FunctionVersion,
  HostRefusal,
  type Invocation,
  type Invoked,
  type LogSink,
} from "../port.ts";
import type { Runner } from "../runner.ts";
import { Concurrency } from "./concurrency.ts";
import type { Environment, EnvironmentParts } from "./environment.ts";
import { Growth } from "./growth.ts";
import type { OpenDoor } from "./instance.ts";
import { Pool, type PoolParts } from "./pool.ts";
import { type Run, runInvocation } from "./run-invocation.ts";
import { defaultSettings, type HostSettings } from "./settings.ts";
import { StartQueue } from "./start-queue.ts";

export type FunctionHostOptions = {
  /** How this machine holds code in. The host closes it at the end. */
  readonly runner: Runner;
  readonly code: CodeStore;
  /** Where what functions write goes. */
  readonly sink: LogSink;
  /** Dates lines of log; what waits, waits by the machine's time. */
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: EnvironmentParts["log"];
  /** In which each environment has a folder, with sockets: a short path, as a socket's has 107 bytes at most. */
  readonly folder: string;
  /** How functions reach the product's own endpoint; absent: they do not. */
  readonly openDoor?: OpenDoor;
  readonly settings?: Partial<HostSettings>;
};

/** How often it is looked for environments that nobody needs: at least, and at most. */
const SWEEP_EVERY_MS = { least: 5000, most: 20 };

/** Opens a host on a runner; nothing is started before a function runs. */
export function openFunctionHost(options: FunctionHostOptions): FunctionHost {
  const host = new Host(options);
  return {
    invoke: (invocation) => host.invoke(invocation),
    provision: async (version, credentials, count) => {
      const pool = await host.poolOf(version, credentials);
      pool.provision(count, credentials);
    },
    provisioned: async (versionId) => host.provisioned(versionId),
    forget: async (functionArn) => host.forget(functionArn),
    level: () => options.runner.level,
    close: () => host.close(),
  };
}

class Host {
  readonly #parts: PoolParts;
  readonly #pools = new Map<string, Pool>();
  readonly #growths = new Map<string, Growth>();
  readonly #concurrency = new Concurrency();
  readonly #all = new Set<Environment>();
  readonly #sweep: NodeJS.Timeout;
  #isClosed = false;
  #folder: Promise<unknown> | undefined;

  constructor(options: FunctionHostOptions) {
    const settings = { ...defaultSettings(), ...options.settings };
    const starts = new StartQueue(settings.parallelStarts, () => this.#makeRoom());
    this.#parts = { ...options, openDoor: options.openDoor, settings, starts, all: this.#all };
    const every = Math.max(SWEEP_EVERY_MS.most, Math.min(settings.keepAliveMs, SWEEP_EVERY_MS.least));
    this.#sweep = setInterval(() => this.#endIdle(), every).unref();
  }

  async invoke(invocation: Invocation): Promise<Invoked> {
    const { version, credentials, limits, signal } = invocation;
    if (this.#isClosed) throw unavailable();
    const end = this.#concurrency.begin(version.functionArn, version.place, limits);
    try {
      const pool = await this.poolOf(version, credentials);
      const environment = await pool.claim(credentials, signal);
      const { invoked, done } = await this.#run(environment, invocation).catch((error: unknown) => {
        void environment.close("FAILURE");
        pool.giveBack(environment);
        throw error;
      });
      const giveBack = (): void => {
        end();
        pool.giveBack(environment);
      };
      // Before the caller has its answer, and may come again.
      if (done === undefined) giveBack();
      else void done.then(giveBack);
      return invoked;
    } catch (error) {
      end();
      throw error;
    }
  }

  /** The environments of a version as it is now; those of what it has been before are given up. */
  async poolOf(version: FunctionVersion, credentials: Invocation["credentials"]): Promise<Pool> {
    await (this.#folder ??= mkdir(this.#parts.folder, { recursive: true }));
    const key = `${version.id} ${await this.#parts.code.stateOf(version.code)}`;
    const known = this.#pools.get(key);
    if (known !== undefined) return known;
    for (const [other, pool] of this.#pools) if (isOlder(pool.version, version)) this.#retire(other, pool);
    const growth = this.#growths.get(version.functionArn) ?? new Growth();
    this.#growths.set(version.functionArn, growth);
    const pool = new Pool(this.#parts, version, { growth, credentials });
    this.#pools.set(key, pool);
    return pool;
  }

  provisioned(versionId: string): Pool["provisioned"] {
    const pool = [...this.#pools.values()].find(({ version }) => version.id === versionId);
    return pool?.provisioned ?? { ready: 0 };
  }

  forget(functionArn: string): void {
    for (const [key, pool] of this.#pools) if (pool.version.functionArn === functionArn) this.#retire(key, pool);
    this.#growths.delete(functionArn);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#sweep);
    for (const pool of this.#pools.values()) pool.close(unavailable());
    this.#pools.clear();
    await Promise.all(Array.from(this.#all, (environment) => environment.close("SPINDOWN")));
    await this.#parts.runner.close();
  }

  async #run(environment: Environment, invocation: Invocation): Promise<Run> {
    const run = await runInvocation(environment, invocation, this.#parts.settings);
    const { invoked } = run;
    // It was ended from here: who counts failures must not count it.
    const hasFailed = invoked.kind === "buffered" && invoked.end.functionError !== undefined;
    if (this.#isClosed && hasFailed) throw unavailable();
    return run;
  }

  #retire(key: string, pool: Pool): void {
    this.#pools.delete(key);
    pool.retire();
  }

  #endIdle(): void {
    const since = Date.now() - this.#parts.settings.keepAliveMs;
    for (const [key, pool] of this.#pools) {
      pool.endIdle(since);
      if (pool.isEmpty) this.#pools.delete(key);
    }
  }

  /** Whether one more environment may be; where there are too many, the one goes that nobody has used for the longest time. */
  #makeRoom(): boolean {
    if (this.#isClosed) return false;
    if (this.#all.size < this.#parts.settings.maxEnvironments) return true;
    let oldest: Pool | undefined;
    for (const pool of this.#pools.values())
      if (pool.idleSince < (oldest?.idleSince ?? Number.POSITIVE_INFINITY)) oldest = pool;
    oldest?.endOldest();
    return false;
  }
}

/** Another state of the same version. */
const isOlder = (known: FunctionVersion, version: FunctionVersion): boolean =>
  known.functionArn === version.functionArn && known.version === version.version;

const unavailable = (): HostRefusal =>
  new HostRefusal("Unavailable", "Functions are not run any more: Skylab is ending.");
