import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { execPath } from "node:process";
import { API_PORT, DOOR_PORT, doorPortsOf } from "../door-ports.ts";
import type { SandboxSpec } from "../runner.ts";
import { findProgram } from "./find-program.ts";
import { forwardTo, type Forward } from "./forward.ts";
import type { Job, NetworkMode } from "./job.ts";
import { INIT_FILE, type Layout, variablesIn } from "./layout.ts";
import { hasOwnFiles, type Mount, type Program } from "./program.ts";

/** As the Runtime API is found at AWS, and as the host tells functions of the product's own endpoint. */
const API = { port: API_PORT, socket: "api.sock" };
const DOOR = { port: DOOR_PORT, socket: "door.sock" };
const LOOPBACK = "127.0.0.1";

/** Where the Node.js that Skylab runs on stands for the init; functions' own is elsewhere. */
const INIT_NODE = "/var/lang/skylab/node";

export type JobRequest = {
  readonly spec: SandboxSpec;
  readonly layout: Layout;
  readonly network: NetworkMode;
  /** The runner's own. */
  readonly folder: string;
  readonly tellOnce: (message: string) => void;
};

export type PreparedJob = {
  /** Whose user it runs as is not decided yet. */
  readonly job: Omit<Job, "uid">;
  readonly forwards: readonly Forward[];
};

/** Finds out what a sandbox runs and what it is told. Rejects with a HostRefusal where this machine cannot run it. */
export async function prepareJob(request: JobRequest): Promise<PreparedJob> {
  const { spec, layout, network } = request;
  const program = await findProgram({ ...request, ...spec });
  const hasLoopback = hasOwnFiles(layout) && network !== "open";
  const sockets = [API, DOOR].filter(({ socket }) => existsSync(join(spec.sockets, socket)));
  const forwards = hasLoopback
    ? []
    : await Promise.all(sockets.map(({ socket }) => forwardTo(join(spec.sockets, socket))));
  const ports = sockets.map(({ port }, index) => forwards[index]?.port ?? port);
  const needsInit = await goesInitFirst(program, spec, hasLoopback);
  const variables = {
    ...variablesIn(layout, { ...spec.variables, ...program.variables }),
    ...addresses(spec.variables, ports),
    ...(hasOwnFiles(layout) ? {} : { TMPDIR: layout.tmp }),
    SKYLAB_SOCKETS: layout.sockets,
    SKYLAB_OPT: layout.opt,
    ...(hasLoopback && { SKYLAB_PORTS: portsOf(spec, sockets) }),
    // The init wants to see when extensions register, so it takes a free port of the machine's.
    ...(!hasLoopback && needsInit && { SKYLAB_PORTS: `0:${API.socket}` }),
  };
  const command = [...(needsInit ? initCommand(layout) : []), ...wrapped(program, spec)];
  const job = {
    layout,
    network,
    memoryMb: spec.version.memoryMb,
    tmpMb: spec.version.tmpMb,
    task: spec.task ?? layout.tmp,
    opt: spec.opt,
    sockets: spec.sockets,
    hasInit: needsInit,
    command,
    mounts: [...program.mounts, ...(needsInit ? [INIT_MOUNT] : [])],
    variables,
  };
  return { job, forwards };
}

const goesInitFirst = async (program: Program, { opt }: SandboxSpec, hasLoopback: boolean): Promise<boolean> =>
  program.needsInit === "always" || (program.needsInit === "for ports" && hasLoopback) || (await hasExtensions(opt));

/** Whoever listens inside is told which port leads to which socket. */
const portsOf = (spec: SandboxSpec, sockets: readonly (typeof API | typeof DOOR)[]): string =>
  sockets
    .flatMap(({ port, socket }) => (port === DOOR_PORT ? doorPortsOf(spec) : [port]).map((each) => `${each}:${socket}`))
    .join(",");

function addresses(given: Readonly<Record<string, string>>, [api, door]: readonly number[]): Record<string, string> {
  const endpoint = given["AWS_ENDPOINT_URL"];
  // A user's own endpoint stays theirs.
  const isOurs = endpoint === `http://${LOOPBACK}:${DOOR.port}` && door !== undefined;
  return {
    AWS_LAMBDA_RUNTIME_API: `${LOOPBACK}:${api}`,
    ...(isOurs && { AWS_ENDPOINT_URL: `http://${LOOPBACK}:${door}`, EDGE_PORT: String(door) }),
  };
}

async function hasExtensions(opt: string | undefined): Promise<boolean> {
  if (opt === undefined) return false;
  const names = await readdir(join(opt, "extensions")).catch(() => []);
  return names.length > 0;
}

const initCommand = (layout: Layout): string[] => [
  hasOwnFiles(layout) ? INIT_NODE : execPath,
  join(layout.runtime, INIT_FILE),
];

const INIT_MOUNT: Mount = { source: execPath, target: INIT_NODE };

/** A script that starts the runtime instead, which is handed as its arguments: none of the user's own runtimes has one. */
function wrapped(program: Program, { version, variables }: SandboxSpec): readonly string[] {
  const wrapper = variables["AWS_LAMBDA_EXEC_WRAPPER"];
  const isOwn = version.runtime?.startsWith("provided") ?? false;
  return wrapper === undefined || wrapper === "" || isOwn ? program.command : [wrapper, ...program.command];
}
