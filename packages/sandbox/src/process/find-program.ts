import { HostRefusal } from "../port.ts";
import type { Program, ProgramRequest } from "./program.ts";
import { javaProgram } from "./runtimes/java.ts";
import { nodeProgram } from "./runtimes/node.ts";
import { providedProgram } from "./runtimes/provided.ts";
import { pythonProgram } from "./runtimes/python.ts";

/** Finds what runs a function on this machine. Rejects with a HostRefusal that names what is missing. */
export async function findProgram(request: ProgramRequest): Promise<Program> {
  const { runtime } = request.version;
  if (runtime === undefined) {
    throw new HostRefusal(
      "CannotRun",
      "Container images run in containers only: Skylab runs functions as processes here.",
    );
  }
  if (runtime.startsWith("nodejs")) return nodeProgram(request);
  if (runtime.startsWith("python")) return pythonProgram(request);
  if (runtime.startsWith("provided")) return providedProgram(request);
  if (runtime.startsWith("java")) return javaProgram(request);
  throw new HostRefusal("CannotRun", `Skylab cannot run functions of ${runtime} on this machine.`);
}
