import { createContext, Script } from "node:vm";

/** Something took longer than it may. */
export class Interrupted extends Error {}

let sandbox: { run: (() => unknown) | undefined } | undefined;
let script: Script | undefined;

/**
 * Runs something that may never end, such as an expression or a schema of somebody whom nobody knows. V8 stops only what was
 * started with a timeout; that costs about a tenth of a millisecond.
 * @throws Interrupted
 */
export function interruptibly<Result>(withinMs: number, run: () => Result): Result {
  // as: a null prototype has no members that the type does not tell.
  sandbox ??= createContext(Object.assign(Object.create(null) as object, { run: undefined })) as typeof sandbox &
    object;
  script ??= new Script("run()");
  sandbox.run = run;
  try {
    return script.runInContext(sandbox, { timeout: withinMs }) as Result; // as: it is what `run` returns.
  } catch (error) {
    if (Object(error).code === "ERR_SCRIPT_EXECUTION_TIMEOUT") {
      throw new Interrupted("It took too long.", { cause: error });
    }
    throw error;
  } finally {
    sandbox.run = undefined;
  }
}
