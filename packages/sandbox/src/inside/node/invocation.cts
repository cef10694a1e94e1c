import { logError } from "./console.cts";
import type { Context } from "./context.cts";
import { runtimeError } from "./errors.cts";
import type { Handler } from "./handler.cts";
import type { OpenResponse } from "./streaming.cts";

export type Outcome = { readonly result: unknown } | { readonly error: unknown };

/** Something to do when nothing of the function's is going on any more, as AWS's runtime hears it: before the exit. */
export type WhenIdle = (act: (() => void) | undefined) => void;

/** Calls a handler that answers by a promise, a callback, or the context's functions: what comes first counts. */
export const callHandler = (handler: Handler, call: Call, whenIdle: WhenIdle): Promise<Outcome> =>
  new Promise((resolve) => {
    let waitsForEmptyEventLoop = true;
    const finish = (outcome: Outcome): void => {
      whenIdle(undefined);
      resolve(outcome);
    };
    const done = once((error: unknown, result: unknown) => finish(isSomething(error) ? { error } : { result }));
    const succeed = (result: unknown): void => done(undefined, result);
    const fail = (error: unknown): void => done(isSomething(error) ? error : "handled", undefined);
    const callback = once((error: unknown, result: unknown) => {
      if (isSomething(error) || !waitsForEmptyEventLoop) done(error, result);
      else whenIdle(() => done(error, result));
    });
    const ways = {
      get callbackWaitsForEmptyEventLoop() {
        return waitsForEmptyEventLoop;
      },
      set callbackWaitsForEmptyEventLoop(waits: boolean) {
        waitsForEmptyEventLoop = waits;
      },
      done,
      succeed,
      fail,
    };
    whenIdle(() => finish(unsettled(handler)));
    try {
      const returned = handler(call.event, withContext(ways, call.context), callback);
      if (isPromise(returned)) returned.then(succeed, fail);
    } catch (error) {
      callback(error, undefined);
    }
  });

export type Call = { readonly event: unknown; readonly context: Context };

/** Calls a handler that writes its answer to a stream, and ends the answer where it failed. */
export const callStreamingHandler = async (
  handler: Handler,
  call: Call & { readonly response: OpenResponse },
  whenIdle: WhenIdle,
): Promise<void> => {
  const idle = new Promise<never>((_resolve, reject) => {
    whenIdle(() => reject(new Error("Response stream is not finished.")));
  });
  try {
    const returned = handler(call.event, call.response.stream, call.context);
    if (!isPromise(returned)) throw new Error("Streaming does not support non-async handlers.");
    const result = await Promise.race([returned, idle]);
    if (result !== undefined) console.warn("Streaming handlers ignore return values.");
    await Promise.race([call.response.finished, idle]);
  } catch (error) {
    logError("Invoke Error", error);
    await call.response.fail(error);
  } finally {
    whenIdle(undefined);
    idle.catch(() => {});
  }
};

const withContext = <Ways extends object>(ways: Ways, context: Context): Ways & Context => Object.assign(ways, context);

/** AWS answers null where a handler that is no async function forgot to answer. */
const unsettled = (handler: Handler): Outcome =>
  handler.constructor.name === "AsyncFunction"
    ? {
        error: runtimeError(
          "Runtime.NodeJsExit",
          "The Lambda runtime client detected an unexpected Node.js exit code. This is most commonly caused by a Promise that was never settled. For more information, see https://nodejs.org/docs/latest/api/process.html#exit-codes",
        ),
      }
    : { result: null };

const once = <Args extends unknown[]>(act: (...args: Args) => void): ((...args: Args) => void) => {
  let isDone = false;
  return (...args) => {
    if (isDone) return;
    isDone = true;
    act(...args);
  };
};

const isSomething = (value: unknown): boolean => value !== undefined && value !== null;

const isPromise = (value: unknown): value is Promise<unknown> =>
  typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
