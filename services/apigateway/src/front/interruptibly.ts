import { createContext, Script } from "node:vm";

/** Something took longer than it may. */
export class Interrupted extends Error {}

/** A busy machine may keep the processor from an attempt; no machine does from so many. */
const MAX_ATTEMPTS = 10;

/** Who had nearly all of the time has had it: who stops the time is late, or early. */
const NEARLY = 0.9;

let sandbox: { run: (() => unknown) | undefined } | undefined;
let script: Script | undefined;

/**
 * Runs something that may never end, such as an expression or a schema of somebody whom nobody knows. V8 stops only what was
 * started with a timeout; that costs about a tenth of a millisecond. What is stopped without having had the processor for
 * so long is run again, so it must change nothing.
 * @throws Interrupted
 */
export function interruptibly<Result>(withinMs: number, run: () => Result): Result {
  const before = process.cpuUsage();
  for (let attempts = 1; ; attempts += 1) {
    try {
      return attempt(withinMs, run);
    } catch (error) {
      if (Object(error).code !== "ERR_SCRIPT_EXECUTION_TIMEOUT") throw error;
      if (attempts < MAX_ATTEMPTS && spentMs(before) < withinMs * NEARLY) continue;
      throw new Interrupted("It took too long.", { cause: error });
    }
  }
}

function attempt<Result>(withinMs: number, run: () => Result): Result {
  // as: a null prototype has no members that the type does not tell.
  sandbox ??= createContext(Object.assign(Object.create(null) as object, { run: undefined })) as typeof sandbox &
    object;
  script ??= new Script("run()");
  sandbox.run = run;
  try {
    return script.runInContext(sandbox, { timeout: withinMs }) as Result; // as: it is what `run` returns.
  } finally {
    sandbox.run = undefined;
  }
}

/** The processor's time that this process has had since, all its threads together: `vm` counts the wall's. */
function spentMs(before: NodeJS.CpuUsage): number {
  const { system, user } = process.cpuUsage(before);
  return (system + user) / 1000;
}
