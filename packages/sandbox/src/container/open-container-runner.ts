import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Logger } from "@skylab/service";
import { HostRefusal } from "../port.ts";
import type { Runner, Sandbox, SandboxSpec } from "../runner.ts";
import { containerConfig, type ContainerBasis } from "./container-config.ts";
import { containerSandbox } from "./container-sandbox.ts";
import { type Docker, dockerOf } from "./docker.ts";
import { dockerApi, isStatus } from "./docker-api.ts";
import type { DockerFlags } from "./docker-flags.ts";
import { type ImageOf, Images } from "./images.ts";
import { OUTPUT, openOutputPipe } from "./output-pipe.ts";
import { enginePaths } from "./own-paths.ts";
import { programOf } from "./program.ts";
import { publishInside } from "./publish-inside.ts";

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
  return containerRunner(docker, basis, options.imageOf);
}

/** Removes what an earlier process has left. */
async function sweep(docker: Docker, label: string, log: ContainerRunnerOptions["log"]): Promise<void> {
  const orphans = await docker.labelled(label);
  await Promise.all(orphans.map(docker.remove));
  if (orphans.length > 0) log.warn({ containers: orphans.length }, "removed containers that nobody owned any more");
}

function containerRunner(docker: Docker, basis: ContainerBasis, imageOf: ImageOf): Runner {
  const images = new Images(docker);
  const running = new Set<Sandbox>();
  const turn = turns(STARTS_PER_CPU * basis.cpus);

  const create = async (spec: SandboxSpec): Promise<string> => {
    const image = imageName(spec, imageOf);
    try {
      return await docker.create(containerConfig(spec, programOf(spec, image, await images.need(image)), basis));
    } catch (error) {
      if (!isStatus(error, 404)) throw error;
      // The image was removed after it was looked for.
      images.forget(image);
      return await docker.create(containerConfig(spec, programOf(spec, image, await images.need(image)), basis));
    }
  };
  const start = async (spec: SandboxSpec): Promise<Sandbox> => {
    const [id, output] = await Promise.all([create(spec), openOutputPipe(join(spec.sockets, OUTPUT))]);
    try {
      await docker.start(id);
      const sandbox: Sandbox = containerSandbox(docker, { id, output, onEnd: () => running.delete(sandbox) });
      running.add(sandbox);
      return sandbox;
    } catch (error) {
      await output.close();
      await docker.remove(id).catch(() => undefined);
      throw error;
    }
  };
  return {
    level: "container",
    start: (spec) => turn(() => start(spec)).catch(refuse),
    close: async () => {
      await Promise.all(Array.from(running, (sandbox) => sandbox.kill().catch(() => undefined)));
      docker.close();
    },
  };
}

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
function refuse(error: unknown): never {
  if (error instanceof HostRefusal) throw error;
  const reason = error instanceof Error ? error.message : String(error);
  throw new HostRefusal("CannotRun", `The Docker engine does not start the function's container: ${reason}.`);
}

/** Lets so many run at the same time, the others after them in their order. */
function turns(most: number): <Result>(act: () => Promise<Result>) => Promise<Result> {
  const waiting: (() => void)[] = [];
  let free = most;
  return async (act) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await act();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
}
