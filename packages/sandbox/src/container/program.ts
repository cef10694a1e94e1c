import { existsSync } from "node:fs";
import { join } from "node:path";
import { API_PORT, doorPortsOf } from "../door-ports.ts";
import { HostRefusal, type ImageCode } from "../port.ts";
import type { SandboxSpec } from "../runner.ts";
import type { Plan } from "./container-config.ts";
import type { ImageInfo } from "./docker.ts";
import { OUTPUT } from "./output-pipe.ts";
import { INSIDE, OUR_NODE } from "./publish-inside.ts";

/** What runs in a container. */
type Program = Pick<Plan, "command" | "variables" | "folder">;

/** Of V8's memory, as AWS's bootstrap divides it. */
const OLD_SPACE = 0.9;
const SEMI_SPACE = 0.05;

/** Starts a program that writes to the sandbox's pipe. */
const BY_OUTPUT_PIPE = ["/bin/sh", "-c", `exec "$@" >/run/skylab/${OUTPUT} 2>&1`, "sh"];

/** What runs a function in an image. Rejects with a HostRefusal where the image says nothing to run. */
export function planOf(spec: SandboxSpec, image: string, info: ImageInfo): Plan {
  const { memoryMb, tmpMb } = spec.version;
  const { command, folder, variables } = programOf(spec, image, info);
  const mounts = [
    { source: spec.sockets, target: "/run/skylab" },
    ...(spec.task === undefined ? [] : [{ source: spec.task, target: "/var/task" }]),
    ...(spec.opt === undefined ? [] : [{ source: spec.opt, target: "/opt" }]),
  ];
  return { image, command, folder, variables: { ...spec.variables, ...variables }, memoryMb, tmpMb, mounts };
}

function programOf(spec: SandboxSpec, image: string, info: ImageInfo): Program {
  const { code, handler } = spec.version;
  if (code.kind === "image") return underInit(spec, imageProgram(code, image, info));
  if (!isNode(spec) || hasExtensions(spec)) {
    const command = [...(info.Config.Entrypoint ?? []), handler];
    return underInit(spec, { command, variables: {}, folder: "/var/task" });
  }
  // Node.js is our init at the same time: one process less to start.
  return {
    command: [
      ...BY_OUTPUT_PIPE,
      ...wrapperOf(spec),
      ...nodeCommand(spec.version),
      `${INSIDE}/inside/node/bootstrap.cjs`,
    ],
    variables: addresses(spec),
    folder: "/var/task",
  };
}

const isNode = ({ version: { runtime } }: SandboxSpec): boolean => runtime?.startsWith("nodejs") === true;

const nodeCommand = ({ memoryMb }: Pick<Plan, "memoryMb">): readonly string[] => [
  "/var/lang/bin/node",
  `--max-old-space-size=${Math.floor(memoryMb * OLD_SPACE)}`,
  `--max-semi-space-size=${Math.max(1, Math.floor(memoryMb * SEMI_SPACE))}`,
];

/** What a program reads when it starts, and not again. */
const START_VARIABLES = ["PATH", "LD_LIBRARY_PATH", "NODE_PATH", "LANG", "TZ"];

/**
 * What waits in a container that is started for nobody yet, until it is handed a function like this one; `undefined`: for
 * such a function none can be. `mounts` are the places where it will find what it is handed.
 */
export function sparePlan(spec: SandboxSpec, image: string): Omit<Plan, "mounts"> | undefined {
  const { code, memoryMb, tmpMb } = spec.version;
  const names = Object.keys(spec.variables);
  const isLate = names.some((name) => /^NODE_(?!ENV$|PATH$)/.test(name)) || wrapperOf(spec).length > 0;
  if (!isNode(spec) || code.kind !== "zip" || hasExtensions(spec) || isLate) return undefined;
  const given = START_VARIABLES.flatMap((name) => {
    const value = spec.variables[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    image,
    command: [...BY_OUTPUT_PIPE, ...nodeCommand({ memoryMb }), `${INSIDE}/inside/node/claimed.cjs`],
    variables: Object.fromEntries(given),
    folder: "/var/task",
    memoryMb,
    tmpMb,
  };
}

/** What a function's runtime finds in its environment where it is handed to a container that waits. */
export const handedVariables = (spec: SandboxSpec): Readonly<Record<string, string>> => ({
  ...spec.variables,
  ...addresses(spec),
});

/** A script that starts the runtime instead; images' own bootstraps know of it by themselves. */
function wrapperOf({ variables }: SandboxSpec): readonly string[] {
  const wrapper = variables["AWS_LAMBDA_EXEC_WRAPPER"] ?? "";
  return wrapper === "" ? [] : [wrapper];
}

/** As the function's configuration says it, and else as the image does. */
function imageProgram(code: ImageCode, image: string, { Config }: ImageInfo): Program {
  const command = [...(code.entryPoint ?? Config.Entrypoint ?? []), ...(code.command ?? Config.Cmd ?? [])];
  if (command.length === 0) {
    throw new HostRefusal("CannotRun", `The image ${image} has neither an entry point nor a command.`);
  }
  return { command, variables: {}, folder: code.workingDirectory ?? (Config.WorkingDir || "/") };
}

/** What speaks TCP, and what wants extensions: our init serves the one and starts the others. */
function underInit(spec: SandboxSpec, program: Program): Program {
  return {
    ...program,
    command: [...OUR_NODE, `${INSIDE}/inside/init.cjs`, ...program.command],
    variables: { ...program.variables, ...addresses(spec), SKYLAB_OUTPUT: `/run/skylab/${OUTPUT}` },
  };
}

/** Who speaks TCP inside gets to the Runtime API and, by the door, to the product's own endpoint. */
const addresses = (spec: SandboxSpec): Readonly<Record<string, string>> => ({
  AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${API_PORT}`,
  SKYLAB_PORTS: [
    `${API_PORT}:api.sock`,
    ...(hasDoor(spec) ? doorPortsOf(spec).map((port) => `${port}:door.sock`) : []),
  ].join(","),
});

export const hasDoor = ({ sockets }: SandboxSpec): boolean => existsSync(join(sockets, "door.sock"));

const hasExtensions = ({ opt }: SandboxSpec): boolean => opt !== undefined && existsSync(join(opt, "extensions"));
