import { createHash, randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Logger } from "@skylab/service";
import { HostRefusal } from "../port.ts";
import type { Runner, Sandbox, SandboxSpec } from "../runner.ts";
import { containerConfig, type ContainerBasis, type Plan } from "./container-config.ts";
import { containerSandbox } from "./container-sandbox.ts";
import { type Docker, dockerOf } from "./docker.ts";
import { dockerApi, isStatus } from "./docker-api.ts";
import type { DockerFlags } from "./docker-flags.ts";
import { type ImageOf, Images } from "./images.ts";
import { OUTPUT, openOutputPipe, type OutputPipe } from "./output-pipe.ts";
import { enginePaths } from "./own-paths.ts";
import { planOf, sparePlan } from "./program.ts";
import { publishInside } from "./publish-inside.ts";
import { type NamedSandbox, Spares } from "./spares.ts";

export type ContainerRunnerOptions = {
  /** The engine's socket. */
  readonly socketPath: string;
  /**
   * A folder of ours that the engine's machine has too, by whatever name: a volume, or a folder of that machine. All that
   * sandboxes are given lies in it.
   */
  readonly folder: string;
  readonly imageOf: ImageOf;
  /** `none`, or the name of a network. */
  readonly network: string;
  readonly flags: DockerFlags;
  readonly log: Pick<Logger, "info" | "warn">;
};

/** The label whose value is the installation that a container belongs to. */
const OWNER_LABEL = "skylab.owner";

/**
 * Runs sandboxes as containers of the Docker engine at a socket. What an earlier process with the same folder has left is
 * removed first. Rejects with a HostRefusal where no engine answers.
 */
export async function openContainerRunner(options: ContainerRunnerOptions): Promise<Runner> {
  const { socketPath, folder, flags, network, log } = options;
  const docker = dockerOf(dockerApi(socketPath));
  const info = await docker.info();
  const enginePath = await enginePaths(docker);
  const owner = createHash("sha256").update(enginePath(folder)).digest("hex").slice(0, 16);
  const label = `${OWNER_LABEL}=${owner}`;
  await sweep(docker, label, log);
  const basis: ContainerBasis = {
    enginePath,
    inside: await publishInside(join(folder, "inside")),
    network,
    flags,
    labels: { [OWNER_LABEL]: owner },
    cpus: info.NCPU,
    hasInit: (info.InitBinary ?? "") !== "",
  };
  log.info({ engine: info.ServerVersion, network, cpus: info.NCPU }, "functions run in containers");
  const spares = join(folder, "spare");
  await rm(spares, { recursive: true, force: true });
  return new ContainerRunner({ docker, basis, imageOf: options.imageOf, folder: spares, log });
}

/** Removes what an earlier process has left. */
async function sweep(docker: Docker, label: string, log: ContainerRunnerOptions["log"]): Promise<void> {
  const orphans = await docker.labelled(label);
  await Promise.all(orphans.map(docker.remove));
  if (orphans.length > 0) log.warn({ containers: orphans.length }, "removed containers that nobody owned any more");
}

type RunnerParts = {
  readonly docker: Docker;
  readonly basis: ContainerBasis;
  readonly imageOf: ImageOf;
  /** Of containers that wait. */
  readonly folder: string;
  readonly log: ContainerRunnerOptions["log"];
};

class ContainerRunner implements Runner {
  readonly level = "container";
  readonly #parts: RunnerParts;
  readonly #images: Images;
  readonly #spares: Spares;
  readonly #running = new Set<Sandbox>();
  readonly #removing = new Set<Promise<void>>();
  readonly #turns: Turns;
  readonly #starting = new Set<Promise<unknown>>();
  #isClosed = false;

  constructor(parts: RunnerParts) {
    const { basis, docker, folder, log } = parts;
    this.#parts = parts;
    this.#images = new Images(docker);
    this.#turns = new Turns(STARTS_PER_CPU * basis.cpus);
    this.#spares = new Spares({
      folder,
      start: (plan, output) => this.#turns.run(() => this.#start(plan, SPARE, output)),
      isBusy: () => this.#turns.isBusy,
      onFailure: (error) => log.warn({ err: error }, "no container could be started to wait for a function"),
    });
  }

  start = async (spec: SandboxSpec): Promise<Sandbox> => {
    if (this.#isClosed) throw new HostRefusal("Unavailable", "No container is started any more.");
    const starting = this.#startOne(spec);
    this.#starting.add(starting);
    try {
      return await starting;
    } catch (error) {
      throw refusalOf(error);
    } finally {
      this.#starting.delete(starting);
    }
  };

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#spares.close();
    await Promise.allSettled(this.#starting);
    await Promise.all(Array.from(this.#running, (sandbox) => sandbox.kill().catch(() => undefined)));
    await Promise.all(this.#removing);
    this.#parts.docker.close();
  }

  async #startOne(spec: SandboxSpec): Promise<Sandbox> {
    const image = imageName(spec, this.#parts.imageOf);
    const spare = sparePlan(spec, image);
    const waiting = spare && (await this.#spares.take(spec, spare));
    return waiting ?? (await this.#turns.run(() => this.#startNew(spec, image)));
  }

  async #startNew(spec: SandboxSpec, image: string): Promise<Sandbox> {
    const plan = planOf(spec, image, await this.#images.need(image));
    const output = await openOutputPipe(join(spec.sockets, OUTPUT));
    try {
      const { sandbox } = await this.#start(plan, spec.version.functionName, output);
      return sandbox;
    } catch (error) {
      // An image may have been removed after it was looked for.
      if (isStatus(error, 404)) this.#images.forget(image);
      throw error;
    }
  }

  async #start(plan: Plan, name: string, output: OutputPipe): Promise<NamedSandbox> {
    const { basis, docker } = this.#parts;
    const suffix = randomBytes(6).toString("hex");
    const nameOf = (of: string): string => `skylab-${of}-${suffix}`;
    let id: string | undefined;
    try {
      id = await docker.create(nameOf(name), containerConfig(plan, basis));
      await docker.start(id);
    } catch (error) {
      await output.close();
      if (id !== undefined) await docker.remove(id).catch(() => undefined);
      throw error;
    }
    const running = id;
    const onEnd = (): void => {
      this.#running.delete(sandbox);
      this.#remove(running);
    };
    const sandbox: Sandbox = containerSandbox(docker, { id, output, onEnd });
    this.#running.add(sandbox);
    // For people who look at them only.
    return { sandbox, rename: (of) => void docker.rename(running, nameOf(of)).catch(() => undefined) };
  }

  /** What is left of one that has ended. Nobody waits for that; what it leaves a later start sweeps away. */
  #remove(id: string): void {
    const removing: Promise<void> = this.#parts.docker
      .remove(id)
      .catch(() => undefined)
      .finally(() => this.#removing.delete(removing));
    this.#removing.add(removing);
  }
}

/** What containers are called that wait for a function. */
const SPARE = "_";

/**
 * So many containers may be on their way for each CPU; the others wait. More at once start no sooner: 20 at once took 4.4 s
 * on two CPUs, and each of them as long; four at a time took 5.7 s, and each of them one.
 */
const STARTS_PER_CPU = 2;

function imageName({ version: { code, runtime } }: SandboxSpec, imageOf: ImageOf): string {
  const name = code.kind === "image" ? code.uri : imageOf(runtime ?? "");
  if (name !== undefined) return name;
  throw new HostRefusal("CannotRun", `There is no image for the runtime ${runtime}.`);
}

/** What the engine refuses keeps a function from being run; its words tell why. */
function refusalOf(error: unknown): HostRefusal {
  if (error instanceof HostRefusal) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new HostRefusal("CannotRun", `The Docker engine does not start the function's container: ${reason}.`);
}

/** Lets so many run at the same time, the others after them in their order. */
class Turns {
  readonly #waiting: (() => void)[] = [];
  readonly #most: number;
  #running = 0;

  constructor(most: number) {
    this.#most = most;
  }

  get isBusy(): boolean {
    return this.#running > 0;
  }

  async run<Result>(act: () => Promise<Result>): Promise<Result> {
    if (this.#running < this.#most) this.#running += 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await act();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#running -= 1;
      else next();
    }
  }
}
