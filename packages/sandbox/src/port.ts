import type { Readable } from "node:stream";
import type { Identity } from "@skylab/auth";
import type { Place } from "@skylab/aws";
import type { BlobId } from "@skylab/objects";

/**
 * Where functions run: a host has environments (a sandbox each, in which one invocation runs at a time), hands each
 * invocation to one that is free, and starts another where none is. Nobody else counts what runs: limits of concurrency
 * are the host's to keep, because it alone knows.
 *
 * There is a host in standalone's process; between containers the gateway has one, and `remoteHost` is the way there.
 * A host keeps nothing that outlives it: an environment is made of what an invocation brings along.
 */
export type FunctionHost = {
  /**
   * Runs a function once. Rejects with a `HostRefusal` where it was not run: throttled, no such runtime here, no room.
   * What the function itself did wrong is no rejection, but `functionError`.
   */
  readonly invoke: (invocation: Invocation) => Promise<Invoked>;
  /**
   * Keeps so many environments of a version initialised (provisioned concurrency), beside those that invocations start;
   * 0 lets them go. Answers at once; `provisioned` tells how far it is.
   */
  readonly provision: (version: FunctionVersion, credentials: Credentials, count: number) => Promise<void>;
  readonly provisioned: (versionId: string) => Promise<Provisioned>;
  /** Ends the environments of all versions of a function: it was deleted. Those that are at work end when they are done. */
  readonly forget: (functionArn: string) => Promise<void>;
  /** What health shows: how strong the sandboxes are here. */
  readonly level: () => SandboxLevel;
  /** Ends all environments. */
  readonly close: () => Promise<void>;
};

/** From the strongest to the weakest; the README tells what each of them cannot block. */
export type SandboxLevel = "container" | "bubblewrap" | "unshare" | "plain";

/** A version of a function, as its environments are made: what has the same `id` runs in the same environments. */
export type FunctionVersion = {
  /** Another one whenever code or configuration are: `<function ARN>:<version>:<revision>`. */
  readonly id: string;
  /** Without version or alias. */
  readonly functionArn: string;
  readonly functionName: string;
  /** `$LATEST`, or a number. */
  readonly version: string;
  readonly place: Place;
  /** `nodejs22.x`; absent for container images. */
  readonly runtime: string | undefined;
  /** `index.handler`; empty for container images. */
  readonly handler: string;
  readonly architecture: "x86_64" | "arm64";
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  /** Of /tmp. */
  readonly tmpMb: number;
  /** The user's own variables. */
  readonly variables: Readonly<Record<string, string>>;
  readonly code: FunctionCode;
  /** Merged into /opt, in this order. */
  readonly layers: readonly ZipCode[];
  readonly logging: Logging;
  /** X-Ray's, as the function is set. */
  readonly tracing: "Active" | "PassThrough";
};

export type FunctionCode = ZipCode | FolderCode | ImageCode;

/** A zip file among the objects. Who has the same `sha256` has the same bytes. */
export type ZipCode = {
  readonly kind: "zip";
  readonly blob: BlobId;
  /** In base64, as `CodeSha256`. */
  readonly sha256: string;
  /** Bytes of the zip file. */
  readonly size: number;
};

/** A folder of this machine, where somebody is writing the code: what changes there counts at the next invocation. */
export type FolderCode = { readonly kind: "folder"; readonly path: string };

export type ImageCode = {
  readonly kind: "image";
  readonly uri: string;
  readonly entryPoint?: readonly string[];
  readonly command?: readonly string[];
  readonly workingDirectory?: string;
};

/** https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-advanced.html */
export type Logging = {
  /** `/aws/lambda/<name>` as a rule. */
  readonly group: string;
  readonly format: "Text" | "JSON";
  readonly applicationLevel?: string;
  readonly systemLevel?: string;
};

/** The session of the function's role. */
export type Credentials = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  /** Milliseconds since the epoch, by the machine's clock: an environment is given up before. */
  readonly expiresAt: number;
  /** The role's ARN, and the session's: whose logs the function's are. */
  readonly roleArn: string;
  /** Who that is to other services: by whose permissions its logs are written. Absent: its account's root. */
  readonly identity?: Identity;
};

export type Invocation = {
  readonly version: FunctionVersion;
  readonly credentials: Credentials;
  readonly limits: Limits;
  /** A UUID. */
  readonly requestId: string;
  /** As the caller named it, with alias or version: what `context.invokedFunctionArn` tells. */
  readonly invokedArn: string;
  /** JSON; at most 6 MB. */
  readonly payload: Uint8Array;
  /** JSON, as `context.clientContext`. */
  readonly clientContext?: string;
  /** X-Ray's header: `Root=…;Parent=…;Sampled=0`. */
  readonly traceId: string;
  /** `streamed`: hands the answer on as the function writes it. */
  readonly respond: "buffered" | "streamed";
  /** Only where it may wait: the caller has gone away. The function goes on as AWS's do. */
  readonly signal?: AbortSignal;
};

/** How many may run at a time: https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html */
export type Limits = {
  /** Of all versions of the function; 0: none may. Absent: it takes part in the account's. */
  readonly reserved?: number;
  /** What the account has in this region beside all reserved ones. */
  readonly unreserved: number;
};

export type Invoked = BufferedAnswer | StreamedAnswer;

export type BufferedAnswer = {
  readonly kind: "buffered";
  /** What the function returned, or AWS's error object as JSON. */
  readonly payload: Uint8Array;
  /** What came of it. */
  readonly end: InvocationEnd;
};

export type StreamedAnswer = {
  readonly kind: "streamed";
  /** As the runtime said it: `application/vnd.awslambda.http-integration-response` has a prelude. */
  readonly contentType: string | undefined;
  readonly body: Readable;
  /** Resolves when the body has ended, whichever way. */
  readonly end: Promise<InvocationEnd>;
};

export type InvocationEnd = {
  /** `Unhandled` as a rule. */
  readonly functionError?: "Unhandled" | "Handled";
  /** Of a streamed answer that failed: `Runtime.…`, and the error object. */
  readonly errorType?: string;
  readonly errorDetails?: string;
  /** The last 4 KB of its log, in base64: `X-Amz-Log-Result`. */
  readonly logTail: string;
  readonly durationMs: number;
  readonly billedMs: number;
};

export type Provisioned = {
  readonly ready: number;
  /** Why none comes any more, in AWS's words. */
  readonly failure?: string;
};

/** Why a function was not run. Lambda words it as AWS does. */
export class HostRefusal extends Error {
  readonly reason: RefusalReason;

  constructor(reason: RefusalReason, message: string) {
    super(message);
    this.name = "HostRefusal";
    this.reason = reason;
  }
}

export type RefusalReason =
  /** Throttled: by the reserved concurrency, by the account's, or by how fast environments may grow. */
  | "ReservedFunctionConcurrentInvocationLimitExceeded"
  | "ConcurrentInvocationLimitExceeded"
  | "FunctionInvocationRateLimitExceeded"
  /** This machine cannot run it: the message is one clear sentence that names what is missing. */
  | "CannotRun"
  /** The zip file is damaged, or larger than allowed. */
  | "InvalidZipFile"
  /** The host is ending, or is not reached. */
  | "Unavailable";

/** Where what functions and the host write goes. Must not throw, nor wait. */
export type LogSink = (lines: LogBatch) => void;

export type LogBatch = {
  readonly place: Place;
  readonly group: string;
  /** `2026/11/26/[$LATEST]0123456789abcdef0123456789abcdef`, one for each environment. */
  readonly stream: string;
  readonly roleArn: string;
  /** As the function's credentials have it. */
  readonly identity: Identity | undefined;
  readonly events: readonly LogEvent[];
};

export type LogEvent = {
  /** Milliseconds since the epoch, by the product's clock. */
  readonly timestamp: number;
  readonly message: string;
};
