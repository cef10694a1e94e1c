import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Program, ProgramRequest } from "../program.ts";

/** The function's own runtime, in its code or in a layer. */
export const providedProgram = async ({ task, opt, layout }: ProgramRequest): Promise<Program> => {
  const places = [
    [task, layout.task],
    [opt, layout.opt],
  ] as const;
  const found = places.find(([folder]) => folder !== undefined && existsSync(join(folder, BOOTSTRAP)));
  return {
    command: [join(found?.[1] ?? layout.task, BOOTSTRAP)],
    mounts: [],
    variables: {},
    needsInit: found === undefined ? "always" : "for ports",
  };
};

const BOOTSTRAP = "bootstrap";
