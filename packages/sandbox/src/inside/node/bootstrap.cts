import { API_SOCKET, portsToServe, socketsFolder } from "../settings.cts";
import { logError, logFor, patchConsole } from "./console.cts";
import { contextOf } from "./context.cts";
import { openDoor } from "./door.cts";
import { runtimeError } from "./errors.cts";
import type { Handler } from "./handler.cts";
import { loadHandler } from "./handler.cts";
import type { Outcome } from "./invocation.cts";
import { callHandler, callStreamingHandler } from "./invocation.cts";
import type { RuntimeApi } from "./runtime-api.cts";
import { openRuntimeApi } from "./runtime-api.cts";
import { openResponse, streamingGlobals, streams } from "./streaming.cts";

/** With what AWS's runtime exits after an exception, and after a rejection, that nobody caught. */
const EXIT_UNCAUGHT = 129;
const EXIT_UNHANDLED = 128;

/** Callbacks ended with this one: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html */
const FIRST_WITHOUT_CALLBACKS = 24;
const CALLBACK_PARAMETERS = 3;

const apiSocket = `${socketsFolder(process.env)}/${API_SOCKET}`;

/** The request that is at work; before the first one the runtime is in its init phase. */
let atWork: string | undefined;
let isInitialised = false;
let idleAct: (() => void) | undefined;

const main = async (): Promise<void> => {
  patchConsole(process.env);
  process.on("uncaughtException", (error) => endWith("Uncaught Exception", error, EXIT_UNCAUGHT));
  process.on("unhandledRejection", (reason) => {
    const error = Object.assign(runtimeError("Runtime.UnhandledPromiseRejection", String(reason)), { reason });
    endWith("Unhandled Promise Rejection", error, EXIT_UNHANDLED);
  });
  process.on("beforeExit", () => {
    const act = idleAct;
    idleAct = undefined;
    act?.();
  });
  if (!/^(1|true)$/.test(process.env["AWS_LAMBDA_NODEJS_NO_GLOBAL_AWSLAMBDA"] ?? "")) {
    Object.assign(globalThis, { awslambda: streamingGlobals });
  }
  const api = openRuntimeApi(apiSocket);
  openDoor(portsToServe(process.env));
  try {
    const handler = await loadHandler(process.env["LAMBDA_TASK_ROOT"] ?? process.cwd(), process.env["_HANDLER"] ?? "");
    refuseCallbacks(handler);
    await serve(api, handler);
  } catch (error) {
    endWith("Uncaught Exception", error, EXIT_UNCAUGHT);
  }
};

const serve = async (api: RuntimeApi, handler: Handler): Promise<void> => {
  const isStreaming = streams(handler);
  for (;;) {
    isInitialised = true;
    const invocation = await api.next();
    atWork = invocation.id;
    logFor(invocation.id);
    setTrace(invocation.headers.get("lambda-runtime-trace-id"));
    const call = { event: JSON.parse(invocation.event) as unknown, context: contextOf(invocation, process.env) };
    if (isStreaming) {
      const response = openResponse(api, invocation.id, handler);
      await callStreamingHandler(handler, { ...call, response }, whenIdle);
    } else {
      await answer(api, invocation.id, await callHandler(handler, call, whenIdle));
    }
    atWork = undefined;
  }
};

const answer = async (api: RuntimeApi, id: string, outcome: Outcome): Promise<void> => {
  const answered = "error" in outcome ? outcome : stringified(outcome.result);
  if ("json" in answered) return api.respond(id, answered.json);
  logError("Invoke Error", answered.error);
  return api.fail(id, answered.error);
};

const stringified = (result: unknown): { readonly json: string } | { readonly error: unknown } => {
  try {
    // A function has no JSON, and is answered as nothing.
    const json: string | undefined = JSON.stringify(result);
    return { json: json ?? "null" };
  } catch {
    return { error: new Error("Unable to stringify response body") };
  }
};

const whenIdle = (act: (() => void) | undefined): void => {
  idleAct = act;
};

const setTrace = (trace: string | undefined): void => {
  if (trace === undefined) delete process.env["_X_AMZN_TRACE_ID"];
  else process.env["_X_AMZN_TRACE_ID"] = trace;
};

const refuseCallbacks = (handler: Handler): void => {
  const major = /^AWS_Lambda_nodejs(\d+)/.exec(process.env["AWS_EXECUTION_ENV"] ?? "")?.[1];
  if (Number(major ?? 0) < FIRST_WITHOUT_CALLBACKS) return;
  if (handler.length < CALLBACK_PARAMETERS || streams(handler)) return;
  throw runtimeError(
    "Runtime.CallbackHandlerDeprecated",
    "ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. You need to modify this function to use a supported handler signature to use Node.js 24 or later. For more information see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.",
  );
};

/** Reports on a connection of its own, because the other one may be in the midst of a response. */
const endWith = (what: string, error: unknown, exitCode: number): void => {
  logError(what, error);
  const api = openRuntimeApi(apiSocket);
  const report = (): Promise<void> => {
    if (atWork !== undefined) return api.fail(atWork, error);
    return isInitialised ? Promise.resolve() : api.failInit(error);
  };
  const exit = (): void => process.exit(exitCode);
  report().then(exit, exit);
};

void main();
