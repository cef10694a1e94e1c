import { existsSync } from "node:fs";
import { join } from "node:path";
import { HostRefusal, type ImageCode } from "../port.ts";
import type { SandboxSpec } from "../runner.ts";
import type { ImageInfo } from "./docker.ts";
import { OUTPUT } from "./output-pipe.ts";
import { INSIDE, OUR_NODE } from "./publish-inside.ts";

/** What runs in a container. */
export type Program = {
  readonly image: string;
  readonly command: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
  /** Its working directory. */
  readonly folder: string;
};

/** Of V8's memory, as AWS's bootstrap divides it. */
const OLD_SPACE = 0.9;
const SEMI_SPACE = 0.05;

/** Who speaks TCP inside gets to its Runtime API here. */
const RUNTIME_API = "127.0.0.1:9001";

/** Starts a program that writes to the sandbox's pipe. */
const BY_OUTPUT_PIPE = ["/bin/sh", "-c", `exec "$@" >/run/skylab/${OUTPUT} 2>&1`, "sh"];

/** What runs a function in an image. Rejects with a HostRefusal where the image says nothing to run. */
export function programOf(spec: SandboxSpec, image: string, info: ImageInfo): Program {
  const { code, runtime = "", handler } = spec.version;
  if (code.kind === "image") return underInit(spec, imageProgram(code, image, info));
  if (runtime.startsWith("nodejs") && !hasExtensions(spec)) return nodeProgram(spec, image);
  const command = [...(info.Config.Entrypoint ?? []), handler];
  return underInit(spec, { image, command, variables: {}, folder: "/var/task" });
}

/** Node.js is our init at the same time: one process less to start. */
function nodeProgram(spec: SandboxSpec, image: string): Program {
  const { memoryMb } = spec.version;
  return {
    image,
    command: [
      ...BY_OUTPUT_PIPE,
      ...wrapperOf(spec),
      "/var/lang/bin/node",
      `--max-old-space-size=${Math.floor(memoryMb * OLD_SPACE)}`,
      `--max-semi-space-size=${Math.max(1, Math.floor(memoryMb * SEMI_SPACE))}`,
      `${INSIDE}/inside/node/bootstrap.cjs`,
    ],
    variables: { SKYLAB_PORTS: doorPorts(spec).join(",") },
    folder: "/var/task",
  };
}

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
  return { image, command, variables: {}, folder: code.workingDirectory ?? (Config.WorkingDir || "/") };
}

/** What speaks TCP, and what wants extensions: our init serves the one and starts the others. */
function underInit(spec: SandboxSpec, program: Program): Program {
  return {
    ...program,
    command: [...OUR_NODE, `${INSIDE}/inside/init.cjs`, ...program.command],
    variables: {
      ...program.variables,
      SKYLAB_OUTPUT: `/run/skylab/${OUTPUT}`,
      AWS_LAMBDA_RUNTIME_API: RUNTIME_API,
      SKYLAB_PORTS: ["9001:api.sock", ...doorPorts(spec)].join(","),
    },
  };
}

/** The door is where the function finds the product's own endpoint. */
const doorPorts = ({ sockets }: SandboxSpec): readonly string[] =>
  existsSync(join(sockets, "door.sock")) ? ["4566:door.sock"] : [];

const hasExtensions = ({ opt }: SandboxSpec): boolean => opt !== undefined && existsSync(join(opt, "extensions"));
