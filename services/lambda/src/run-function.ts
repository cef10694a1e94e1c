import { type FunctionVersion, HostRefusal, type Invoked, type Limits } from "@skylab/sandbox";
import { invalidRuntime, invalidZipFile, serviceException, tooManyRequests } from "./domain/invocations/errors.ts";
import type { StoredVersion } from "./domain/functions/version.ts";
import type { FoundFunction } from "./find-function.ts";
import type { LambdaStore } from "./store/store.ts";

/** One run of a function. */
export type Run = {
  readonly found: FoundFunction;
  /** JSON. */
  readonly payload: Uint8Array;
  /** A UUID: the function sees it, and its log. */
  readonly requestId: string;
  /** X-Ray's header. */
  readonly traceId: string;
  readonly respond: "buffered" | "streamed";
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
export async function runFunction(run: Run, store: LambdaStore): Promise<Invoked> {
  const { clientContext, found, payload, requestId, respond, signal, traceId } = run;
  const version = functionVersion(found);
  const { credentials } = await store.roles({ ...version, roleArn: found.version.configuration.Role });
  try {
    return await store.host.invoke({
      version,
      credentials,
      limits: await limitsOf(),
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

/** What an account has: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const CONCURRENT = 1000;

const limitsOf = (): Promise<Limits> => Promise.resolve({ unreserved: CONCURRENT });

/** A version as its host knows it. */
export function functionVersion({
  arn,
  place,
  version: stored,
}: Pick<FoundFunction, "arn" | "place" | "version">): FunctionVersion {
  const { configuration } = stored;
  return {
    id: `${arn}:${configuration.Version}:${configuration.RevisionId}`,
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
