import { link, mkdir, rm } from "node:fs/promises";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { Sandbox, SandboxSpec } from "../runner.ts";
import { type ClaimSocket, openClaimSocket } from "./claim-socket.ts";
import type { Plan } from "./container-config.ts";
import { contentsOf, linkContents } from "./hand-over.ts";
import { OUTPUT, openOutputPipe, type OutputPipe } from "./output-pipe.ts";
import { handedVariables, hasDoor } from "./program.ts";

/** A container that runs, and the name that people see it by. */
export type NamedSandbox = { readonly sandbox: Sandbox; readonly rename: (name: string) => void };

export type SparesParts = {
  /** In which each container that waits has a folder; of the same file system as code and sockets. */
  readonly folder: string;
  readonly start: (plan: Plan, output: OutputPipe) => Promise<NamedSandbox>;
  /** Whether functions are being started, which comes first. */
  readonly isBusy: () => boolean;
  readonly onFailure: (error: unknown) => void;
};

/** What containers are alike by. */
type Kind = { readonly key: string; readonly plan: Omit<Plan, "mounts">; usedAt: number };

type Spare = NamedSandbox & { readonly kind: Kind; readonly folder: string; readonly claim: ClaimSocket };

/** Of each kind, beyond those that functions have. */
const OF_A_KIND = 2;
/** In all: each takes some 10 MB. */
const MOST = 8;
/** A kind of function that nobody has started for so long is no more waited for. */
const KEPT_MS = 10 * 60_000;
/** After a start so long: a burst wants all of the machine. */
const FILL_AFTER_MS = 250;

/**
 * Containers that run and wait for a function, so that one of a kind that was started lately starts in the time that its
 * code takes to load. A container is handed one function in its life.
 */
export class Spares {
  readonly #parts: SparesParts;
  readonly #kinds = new Map<string, Kind>();
  readonly #spares = new Set<Spare>();
  #timer: NodeJS.Timeout | undefined;
  #filling: Promise<void> | undefined;
  #isClosed = false;

  constructor(parts: SparesParts) {
    this.#parts = parts;
  }

  /** A container for this function, where one waits; one of its kind will, the next time. */
  async take(spec: SandboxSpec, plan: Omit<Plan, "mounts">): Promise<Sandbox | undefined> {
    const key = JSON.stringify(plan);
    const kind = this.#kinds.get(key) ?? { key, plan, usedAt: 0 };
    kind.usedAt = Date.now();
    this.#kinds.set(key, kind);
    this.#fillSoon();
    const spare = [...this.#spares].find((each) => each.kind === kind);
    if (spare === undefined) return undefined;
    this.#spares.delete(spare);
    if (await hand(spec, spare).catch(() => false)) {
      spare.rename(spec.version.functionName);
      return spare.sandbox;
    }
    await this.#end(spare);
    return undefined;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await this.#filling;
    await Promise.all(Array.from(this.#spares, (spare) => this.#end(spare)));
  }

  #fillSoon(): void {
    clearTimeout(this.#timer);
    if (this.#isClosed) return;
    this.#timer = setTimeout(() => {
      if (this.#parts.isBusy() || this.#filling !== undefined) return this.#fillSoon();
      this.#filling = this.#fill()
        .catch(this.#parts.onFailure)
        .finally(() => (this.#filling = undefined));
    }, FILL_AFTER_MS).unref();
  }

  async #fill(): Promise<void> {
    for (const kind of this.#kinds.values()) if (Date.now() - kind.usedAt > KEPT_MS) this.#kinds.delete(kind.key);
    await Promise.all(
      Array.from(this.#spares)
        .filter(({ kind }) => !this.#kinds.has(kind.key))
        .map((spare) => this.#end(spare)),
    );
    for (const kind of [...this.#kinds.values()].toSorted((a, b) => b.usedAt - a.usedAt)) {
      while (!this.#isClosed && this.#spares.size < MOST && this.#count(kind) < OF_A_KIND) {
        // What is asked for meanwhile comes first.
        if (this.#parts.isBusy()) return this.#fillSoon();
        await this.#make(kind);
      }
    }
  }

  #count(kind: Kind): number {
    return [...this.#spares].filter((spare) => spare.kind === kind).length;
  }

  async #make(kind: Kind): Promise<void> {
    const folder = join(this.#parts.folder, randomBytes(8).toString("hex"));
    const places = { run: join(folder, "run"), task: join(folder, "task"), opt: join(folder, "opt") };
    for (const place of Object.values(places)) await mkdir(place, { recursive: true });
    const claim = await openClaimSocket(join(places.run, "claim.sock"));
    const output = await openOutputPipe(join(places.run, OUTPUT));
    const mounts = [
      { source: places.run, target: "/run/skylab" },
      { source: places.task, target: "/var/task" },
      { source: places.opt, target: "/opt" },
    ];
    const clear = (): Promise<void> => rm(folder, { recursive: true, force: true });
    const started = await this.#parts.start({ ...kind.plan, mounts }, output).catch(async (error: unknown) => {
      claim.close();
      await clear();
      throw error;
    });
    const spare: Spare = { ...started, kind, folder, claim };
    void spare.sandbox.ended.then(async () => {
      this.#spares.delete(spare);
      claim.close();
      await clear();
    });
    await Promise.race([claim.connected, spare.sandbox.ended]);
    this.#spares.add(spare);
  }

  async #end(spare: Spare): Promise<void> {
    this.#spares.delete(spare);
    await spare.sandbox.kill().catch(() => undefined);
  }
}

/** Puts a function's sockets and code where a container that waits finds them, and tells it to begin; false: it is too much. */
async function hand(spec: SandboxSpec, { folder, claim }: Spare): Promise<boolean> {
  const trees = [
    [spec.task, "task"],
    [spec.opt, "opt"],
  ] as const;
  for (const [from, place] of trees) {
    const items = from === undefined ? [] : await contentsOf(from);
    if (items === undefined) return false;
    if (from !== undefined) await linkContents(items, from, join(folder, place));
  }
  await link(join(spec.sockets, "api.sock"), join(folder, "run/api.sock"));
  if (hasDoor(spec)) await link(join(spec.sockets, "door.sock"), join(folder, "run/door.sock"));
  claim.hand(handedVariables(spec));
  return true;
}
