import { buffer } from "node:stream/consumers";
import { setImmediate } from "node:timers/promises";
import { deferred } from "../deferred.ts";
import type { Invocation, InvocationEnd, Invoked } from "../port.ts";
import type { PayloadAnswer, RuntimeError, ShutdownReason, StreamAnswer, StreamEnd } from "../runtime-api/index.ts";
import type { Environment, InitFailure } from "./environment.ts";
import { exited, extensionFailed, type Fault, faultPayload, timedOut, truncatedResponse } from "./faults.ts";
import type { Turn } from "./instance.ts";
import type { Outcome } from "./platform-lines.ts";
import type { HostSettings } from "./settings.ts";

/** An invocation that was answered, or is being answered. */
export type Run = {
  readonly invoked: Invoked;
  /** Resolves when the environment is free again, or has ended; never rejects. Absent: it is, or has, already. */
  readonly done?: Promise<void>;
};

type Course = {
  readonly environment: Environment;
  readonly invocation: Invocation;
  /** By `performance.now()`. */
  readonly begin: number;
  readonly deadline: number;
  readonly settleMs: number;
};

/** What ends an environment. */
const FAULTS: readonly Turn["kind"][] = ["exit", "extensionError"];

const SUCCESS: Outcome = { status: "success" };

/** Runs an invocation in an environment that nobody else uses, from START to REPORT. */
export async function runInvocation(
  environment: Environment,
  invocation: Invocation,
  { settleMs }: Pick<HostSettings, "settleMs">,
): Promise<Run> {
  const isInitialised = environment.begin();
  await environment.wake();
  const begin = performance.now();
  const timeoutMs = invocation.version.timeoutSeconds * 1000;
  const course: Course = { environment, invocation, begin, deadline: begin + timeoutMs, settleMs };
  if (!isInitialised) {
    const failure = await environment.initialiseAgain(timeoutMs);
    if (failure !== undefined) return endUninitialised(course, failure);
  }
  environment.tell((lines) => lines.start(invocation.requestId));
  const turn = (await awaitRuntime(course)) ?? (await give(course));
  if (turn?.kind !== "answer") return endBroken(course, turn);
  if (turn.answer.kind === "stream") return runStream(course, turn.answer);
  return endAnswered(course, turn.answer);
}

/** As a rule it has been waiting since it answered last; returns what happened else. */
async function awaitRuntime(course: Course): Promise<Turn | undefined> {
  const { api } = course.environment.instance;
  while (!api.isWaiting()) {
    const turn = await next(course, ["ready", ...FAULTS]);
    if (turn?.kind !== "ready") return turn;
  }
  return undefined;
}

/** Hands out the event, and waits for what comes of it. */
function give(course: Course): Promise<Turn | undefined> {
  const { api, inbox } = course.environment.instance;
  const { requestId, invokedArn, traceId, clientContext, payload } = course.invocation;
  const deadlineMs = Math.round(Date.now() + course.deadline - performance.now());
  // It may have asked anew while nobody wanted anything of it.
  inbox.discard(({ kind }) => kind === "ready");
  api.invoke({ requestId, deadlineMs, invokedArn, traceId, clientContext, payload });
  return next(course, ["answer", ...FAULTS]);
}

/** The next turn of one of these kinds; undefined at the deadline, or after so many milliseconds. */
async function next(
  { environment, deadline }: Course,
  kinds: readonly Turn["kind"][],
  withinMs = Number.POSITIVE_INFINITY,
): Promise<Turn | undefined> {
  const until = Math.min(deadline, performance.now() + withinMs);
  for (;;) {
    const turn = await environment.instance.inbox.take(until - performance.now());
    if (turn === undefined || kinds.includes(turn.kind)) return turn;
  }
}

async function endAnswered(course: Course, answer: PayloadAnswer | RuntimeError): Promise<Run> {
  tellDone(course, SUCCESS, answer.payload.length);
  const settled = await next(course, ["ready", ...FAULTS], course.settleMs);
  const end = await conclude(course, SUCCESS);
  const error = answer.kind === "error" ? ({ functionError: "Unhandled", errorType: answer.errorType } as const) : {};
  const invoked: Invoked = { kind: "buffered", payload: answer.payload, end: { ...end, ...error } };
  if (settled === undefined) return { invoked, done: leaveLater(course) };
  leave(course, settled);
  return { invoked };
}

/** Frees the environment when its runtime is ready, or ends it when it will never be. */
async function leaveLater(course: Course): Promise<void> {
  leave(course, await next(course, ["ready", ...FAULTS]));
}

function leave({ environment }: Course, turn: Turn | undefined): void {
  if (turn?.kind === "ready") environment.finish();
  else void environment.close(turn === undefined ? "TIMEOUT" : "FAILURE");
}

/** No answer came, and none will. */
async function endBroken(course: Course, turn: Turn | undefined): Promise<Run> {
  const { environment, invocation } = course;
  const { fault, reason } = faultOf(course, turn);
  // It must not go on, whatever it does.
  void environment.close(reason);
  const end = await concludeFault(course, fault);
  const payload = faultPayload(fault, invocation.requestId);
  return { invoked: { kind: "buffered", payload, end: { ...end, functionError: "Unhandled" } } };
}

function faultOf({ invocation }: Course, turn: Turn | undefined): { fault: Fault; reason: ShutdownReason } {
  if (turn === undefined) return { fault: timedOut(invocation.version.timeoutSeconds), reason: "TIMEOUT" };
  if (turn.kind === "exit") return { fault: exited(turn.end), reason: "FAILURE" };
  return { fault: extensionFailed(turn.kind === "extensionError" ? turn.errorType : ""), reason: "FAILURE" };
}

/** Initialising has failed for the second time. */
async function endUninitialised(course: Course, { errorType, payload, fault }: InitFailure): Promise<Run> {
  const { environment, invocation } = course;
  const { requestId, version } = invocation;
  environment.tell((lines) => lines.start(requestId));
  void environment.close("FAILURE");
  const said = fault ?? (payload === undefined ? timedOut(version.timeoutSeconds) : undefined);
  const end =
    said === undefined ? await conclude(course, { status: "error", errorType }) : await concludeFault(course, said);
  return {
    invoked: {
      kind: "buffered",
      payload: said === undefined ? (payload ?? Buffer.alloc(0)) : faultPayload(said, requestId),
      end: { ...end, functionError: "Unhandled", errorType },
    },
  };
}

/** Hands a response on as it is written, or all of it where its caller wants it so. */
async function runStream(course: Course, answer: StreamAnswer): Promise<Run> {
  const { promise: done, resolve: settle } = deferred();
  const end = endStream(course, answer, settle);
  if (course.invocation.respond === "streamed") {
    return { invoked: { kind: "streamed", contentType: answer.contentType, body: answer.body, end }, done };
  }
  return { invoked: { kind: "buffered", payload: await buffer(answer.body), end: await end }, done };
}

async function endStream(course: Course, answer: StreamAnswer, done: () => void): Promise<InvocationEnd> {
  const { environment, invocation } = course;
  const turn = await next(course, ["streamEnd", ...FAULTS]);
  if (turn?.kind === "streamEnd" && (turn.end.isWhole || turn.end.errorType !== undefined)) {
    tellDone(course, SUCCESS, turn.end.bytes);
    const settled = await next(course, ["ready", ...FAULTS], course.settleMs);
    const end = await conclude(course, SUCCESS);
    if (settled === undefined) void leaveLater(course).then(done);
    else {
      leave(course, settled);
      done();
    }
    return { ...end, ...errorOf(turn.end) };
  }
  // Why it broke off, the end of the process tells.
  const cause = turn?.kind === "streamEnd" ? await next(course, FAULTS, course.settleMs) : turn;
  const isKnown = turn?.kind !== "streamEnd" || cause !== undefined;
  const { fault, reason } = isKnown ? faultOf(course, cause) : { fault: truncatedResponse, reason: "FAILURE" as const };
  answer.cut();
  void environment.close(reason);
  const end = await concludeFault(course, fault);
  done();
  const errorDetails = faultPayload(fault, invocation.requestId).toString();
  return { ...end, functionError: "Unhandled", errorType: fault.errorType, errorDetails };
}

const errorOf = ({ errorType, errorDetails }: StreamEnd): Partial<InvocationEnd> =>
  errorType === undefined
    ? {}
    : { functionError: "Unhandled", errorType, ...(errorDetails !== undefined && { errorDetails }) };

/** Extensions wait for that, and hand on then what they have gathered. */
function tellDone({ environment, invocation, begin }: Course, outcome: Outcome, producedBytes?: number): void {
  const bytes = producedBytes === undefined ? {} : { producedBytes };
  const done = { ...outcome, durationMs: performance.now() - begin, ...bytes };
  environment.tell((lines) => lines.runtimeDone(invocation.requestId, done));
}

async function concludeFault(course: Course, fault: Fault): Promise<InvocationEnd> {
  const { environment, invocation } = course;
  const { requestId, version } = invocation;
  const { errorType, message } = fault;
  const isTimeout = errorType === "Sandbox.Timedout";
  await setImmediate();
  environment.log.endOutput();
  environment.tell((lines) =>
    isTimeout ? lines.timeout(requestId, version.timeoutSeconds) : lines.fault(requestId, message, errorType),
  );
  const outcome: Outcome = isTimeout ? { status: "timeout" } : { status: "error", errorType };
  tellDone(course, outcome);
  const end = await conclude(course, outcome);
  return { ...end, errorType };
}

/** Writes END and REPORT. */
async function conclude(course: Course, outcome: Outcome): Promise<InvocationEnd> {
  const { environment, invocation, begin } = course;
  const { log, initMs } = environment;
  const { version, requestId, traceId } = invocation;
  const timeoutMs = version.timeoutSeconds * 1000;
  const durationMs = outcome.status === "timeout" ? timeoutMs : performance.now() - begin;
  const memoryMb = version.memoryMb;
  const isOutOfMemory = outcome.errorType === "Runtime.OutOfMemory";
  const maxMemoryMb = isOutOfMemory ? memoryMb : Math.min(memoryMb, await environment.maxMemoryMb());
  // What the function wrote before its answer is on its way by another pipe.
  await setImmediate();
  const isBilled = environment.options.initializationType === "on-demand";
  const billedMs = Math.max(1, Math.ceil(durationMs + (isBilled ? (initMs ?? 0) : 0)));
  environment.initMs = undefined;
  log.endOutput();
  environment.tell((lines) => lines.end(requestId));
  const traced = version.tracing === "Active" ? traceId : undefined;
  environment.tell((lines) =>
    lines.report({ ...outcome, requestId, durationMs, billedMs, memoryMb, maxMemoryMb, initMs, traceId: traced }),
  );
  return { logTail: log.takeTail(), durationMs, billedMs };
}
