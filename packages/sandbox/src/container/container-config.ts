import type { ContainerConfig } from "./docker.ts";
import type { DockerFlags } from "./docker-flags.ts";
import type { EnginePath } from "./own-paths.ts";
import { INSIDE } from "./publish-inside.ts";

/** A container that is to be. */
export type Plan = {
  readonly image: string;
  /** The whole of it, whatever the image has. */
  readonly command: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
  /** Its working directory. */
  readonly folder: string;
  readonly memoryMb: number;
  readonly tmpMb: number;
  /** What of our folders it sees, read-only. */
  readonly mounts: readonly { readonly source: string; readonly target: string }[];
};

/** What all containers of a runner have in common. */
export type ContainerBasis = {
  /** How this process's paths are called on the engine's machine. */
  readonly enginePath: EnginePath;
  /** The folder that `publishInside` has made. */
  readonly inside: string;
  /** `none`, or the network that functions are in. */
  readonly network: string;
  readonly flags: DockerFlags;
  /** By which the runner's containers are found again. */
  readonly labels: Readonly<Record<string, string>>;
  /** That the engine's machine has. */
  readonly cpus: number;
  /** Whether the engine has an init, which reaps orphans and by which a signal that ends the function is known. */
  readonly hasInit: boolean;
};

/** AWS's user and group for functions, whatever an image says. */
const USER = "993:990";

/** Of one vCPU. https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html */
const MB_PER_CPU = 1769;
/** AWS lends small functions more while they start; a container keeps what it has. */
const LEAST_CPUS = 0.5;
const NANOS = 1_000_000_000;

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const MAX_FILES = 1024;
/** Processes and threads. AWS allows 1,024; with these a machine of few cores still does its work beside a fork bomb. */
const MAX_PROCESSES = 256;

const MB = 1024 * 1024;

/** A container in which a function can do no harm: the README tells why each of these is there. */
export function containerConfig(plan: Plan, basis: ContainerBasis): ContainerConfig {
  const { command, memoryMb } = plan;
  const { enginePath, flags } = basis;
  const mounts = [...plan.mounts, { source: basis.inside, target: INSIDE }];
  return {
    Image: plan.image,
    Entrypoint: command.slice(0, 1),
    Cmd: command.slice(1),
    Env: Object.entries({ ...plan.variables, ...flags.variables }).map((pair) => pair.join("=")),
    WorkingDir: plan.folder,
    User: USER,
    Labels: { ...flags.labels, ...basis.labels },
    HostConfig: {
      NetworkMode: basis.network,
      ReadonlyRootfs: true,
      Tmpfs: { "/tmp": `rw,exec,nosuid,nodev,mode=1777,size=${plan.tmpMb * MB}` },
      Binds: [...mounts.map(({ source, target }) => `${enginePath(source)}:${target}:ro`), ...flags.volumes],
      CapDrop: ["ALL"],
      SecurityOpt: ["no-new-privileges:true"],
      Memory: memoryMb * MB,
      // Without swap beside it.
      MemorySwap: memoryMb * MB,
      NanoCpus: Math.round(Math.min(basis.cpus, Math.max(LEAST_CPUS, memoryMb / MB_PER_CPU)) * NANOS),
      PidsLimit: MAX_PROCESSES,
      Ulimits: [
        { Name: "nofile", Soft: MAX_FILES, Hard: MAX_FILES },
        { Name: "core", Soft: 0, Hard: 0 },
      ],
      Init: basis.hasInit,
      // What it writes comes by its pipe.
      LogConfig: { Type: "none" },
      Dns: flags.dns,
      ExtraHosts: flags.hosts,
    },
  };
}
