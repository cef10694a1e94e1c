/**
 * What the runner tells what runs inside, beside the variables that AWS's runtimes know. They stay in the environment:
 * worker threads and child processes of the function read them again.
 */

/** The folder with the sandbox's sockets: /run/skylab, or its true path where there is no file system of its own. */
export const SOCKETS_VARIABLE = "SKYLAB_SOCKETS";

/**
 * `9001:api.sock,4566:door.sock`: which ports of 127.0.0.1 somebody inside has to serve, and by which socket. Absent where
 * these addresses are served already: by the init, or by the runner where the network is the machine's own.
 */
export const PORTS_VARIABLE = "SKYLAB_PORTS";

/** Where the layers are, if not in /opt. */
const OPT_VARIABLE = "SKYLAB_OPT";

export const extensionsFolder = (variables: NodeJS.ProcessEnv): string =>
  `${variables[OPT_VARIABLE] ?? "/opt"}/extensions`;

/** What the init starts writes to this file; to where the init itself does, if there is none. */
export const outputFile = (variables: NodeJS.ProcessEnv): string | undefined => variables["SKYLAB_OUTPUT"];

export const API_SOCKET = "api.sock";

export type ServedPort = { readonly port: number; readonly socket: string };

export const socketsFolder = (variables: NodeJS.ProcessEnv): string => variables[SOCKETS_VARIABLE] ?? "/run/skylab";

export const portsToServe = (variables: NodeJS.ProcessEnv): ServedPort[] =>
  (variables[PORTS_VARIABLE] ?? "")
    .split(",")
    .filter((pair) => pair !== "")
    .map((pair) => {
      const [port = "", socket = ""] = pair.split(":");
      return { port: Number(port), socket: `${socketsFolder(variables)}/${socket}` };
    });
