import { PROCESS_LEVELS, type ProcessLevel } from "./levels.ts";

/** What the runner of processes is told by settings. */
export const processSettings = {
  SKYLAB_LAMBDA_SANDBOX: {
    description:
      "`npm start`: what holds functions in: `bubblewrap`, `unshare`, `plain`, or `auto`, the strongest that works, where absent. One that does not work is replaced by the next weaker.",
    read: readLevel,
  },
  SKYLAB_LAMBDA_SANDBOX_STRICT: {
    description: "`1`: runs no function where `SKYLAB_LAMBDA_SANDBOX` does not work.",
    read: (text: string | undefined): boolean => text === "1" || text?.toLowerCase() === "true",
  },
};

const LEVELS: readonly string[] = ["auto", ...PROCESS_LEVELS];

function readLevel(text: string = "auto"): ProcessLevel | "auto" {
  if (!LEVELS.includes(text)) throw new Error(`must be ${LEVELS.join(", ")}, not "${text}"`);
  return text as ProcessLevel | "auto"; // as: it is one of them.
}
