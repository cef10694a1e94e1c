import { buffer } from "node:stream/consumers";
import { type BufferedAnswer, type FunctionVersion, HostRefusal, type Invocation, type Invoked } from "@skylab/sandbox";
import {
  inState,
  invalidRuntime,
  invalidZipFile,
  recursiveInvocation,
  serviceException,
  tooManyRequests,
} from "../domain/invocations/errors.ts";
import { MOST_OF_ONE_CHAIN, timesInChain, withLink } from "../domain/invocations/trace.ts";
import { environmentId } from "../domain/functions/environment-id.ts";
import type { StoredVersion } from "../domain/functions/version.ts";
import type { FoundFunction } from "../find-function.ts";
import type { LambdaStore } from "../store/store.ts";

/** One run of a function. */
export type Run = {
  readonly found: FoundFunction;
  /** JSON. */
  readonly payload: Uint8Array;
  /** A UUID: the function sees it, and its log. */
  readonly requestId: string;
  /** X-Ray's header. */
  readonly traceId: string;
  /** JSON. */
  readonly clientContext?: string | undefined;
  /** What `context.invokedFunctionArn` tells: `found.qualifiedArn` where absent. */
  readonly invokedArn?: string | undefined;
  /** Whoever waits has gone away. */
  readonly signal?: AbortSignal | undefined;
};

/**
 * Runs a function once, and answers what it returned or did wrong.
 * @throws AwsError where it was not run: throttled, its role may not be assumed, no such runtime here, damaged code.
 */
export async function runFunction(run: Run, store: LambdaStore): Promise<BufferedAnswer> {
  const answer = await invoke(run, "buffered", store);
  if (answer.kind === "buffered") return answer;
  const payload = await buffer(answer.body);
  return { kind: "buffered", payload, end: await answer.end };
}

/** The same, whose answer comes as the function writes it, where it does. */
export const runStreamed = (run: Run, store: LambdaStore): Promise<Invoked> => invoke(run, "streamed", store);

/** @throws AwsError ResourceConflictException where a function is not ready to be run. */
export function requireActive({ version: { configuration } }: FoundFunction): void {
  const { State = "Active" } = configuration;
  if (State !== "Active") throw inState(State);
}

async function invoke(run: Run, respond: Invocation["respond"], store: LambdaStore): Promise<Invoked> {
  const { clientContext, found, payload, requestId, signal } = run;
  const traceId = await linkedTrace(run, store);
  const version = functionVersion(found);
  const { credentials } = await store.roles({ ...version, roleArn: found.version.configuration.Role });
  try {
    return await store.host.invoke({
      version,
      credentials,
      limits: await store.concurrency.limitsOf(found),
      requestId,
      invokedArn: run.invokedArn ?? found.qualifiedArn,
      payload,
      traceId,
      respond,
      ...(clientContext !== undefined && { clientContext }),
      ...(signal !== undefined && { signal }),
    });
  } catch (error) {
    throw error instanceof HostRefusal ? refusalOf(error) : error;
  }
}

/**
 * The trace with this run in it.
 * @throws AwsError RecursiveInvocationException where the function is its own cause once too often.
 */
async function linkedTrace({ found, traceId }: Run, store: LambdaStore): Promise<string> {
  if (timesInChain(traceId, found.arn) >= MOST_OF_ONE_CHAIN) {
    const { recursiveLoop = "Terminate" } = (await store.functions.read(found)) ?? {};
    if (recursiveLoop === "Terminate") throw recursiveInvocation();
  }
  return withLink(traceId, found.arn);
}

/** A version as its host knows it. */
export function functionVersion({
  arn,
  place,
  version: stored,
}: Pick<FoundFunction, "arn" | "place" | "version">): FunctionVersion {
  const { configuration } = stored;
  return {
    id: `${arn}:${configuration.Version}:${environmentId(stored)}`,
    functionArn: arn,
    functionName: configuration.FunctionName,
    version: configuration.Version,
    place,
    runtime: configuration.Runtime,
    handler: configuration.Handler ?? "",
    architecture: configuration.Architectures?.[0] === "arm64" ? "arm64" : "x86_64",
    memoryMb: configuration.MemorySize,
    timeoutSeconds: configuration.Timeout,
    tmpMb: configuration.EphemeralStorage?.Size ?? DEFAULT_TMP_MB,
    variables: configuration.Environment?.Variables ?? {},
    code: stored.code,
    layers: stored.layers,
    logging: loggingOf(stored),
    tracing: configuration.TracingConfig?.Mode === "Active" ? "Active" : "PassThrough",
  };
}

const DEFAULT_TMP_MB = 512;

function loggingOf({ configuration: { FunctionName, LoggingConfig = {} } }: StoredVersion): FunctionVersion["logging"] {
  const { ApplicationLogLevel, LogFormat, LogGroup = `/aws/lambda/${FunctionName}`, SystemLogLevel } = LoggingConfig;
  return {
    group: LogGroup,
    format: LogFormat === "JSON" ? "JSON" : "Text",
    ...(ApplicationLogLevel !== undefined && { applicationLevel: ApplicationLogLevel }),
    ...(SystemLogLevel !== undefined && { systemLevel: SystemLogLevel }),
  };
}

function refusalOf({ message, reason }: HostRefusal): Error {
  switch (reason) {
    case "CannotRun":
      return invalidRuntime(message);
    case "InvalidZipFile":
      return invalidZipFile(message);
    case "Unavailable":
      return serviceException(message);
    default:
      return tooManyRequests(reason);
  }
}
