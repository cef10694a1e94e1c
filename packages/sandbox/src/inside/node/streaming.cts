import { Writable } from "node:stream";
import { reportOf, runtimeError } from "./errors.cts";
import type { Handler } from "./handler.cts";
import type { ResponseBody, RuntimeApi } from "./runtime-api.cts";

/** How AWS's runtime marks handlers that stream. */
const STREAMING = Symbol.for("aws.lambda.runtime.handler.streaming");
const HIGH_WATER_MARK = Symbol.for("aws.lambda.runtime.handler.streaming.highWaterMark");

const PRELUDE_CONTENT_TYPE = "application/vnd.awslambda.http-integration-response";
/** Between the prelude's JSON and the body. */
const PRELUDE_END = Buffer.alloc(8);

/** What a streaming handler writes to. */
export type ResponseStream = Writable & {
  readonly setContentType: (contentType: string) => void;
  /** What goes out first. */
  prelude?: () => (string | Uint8Array)[];
};

type Marked = { [STREAMING]?: unknown; [HIGH_WATER_MARK]?: unknown };

/** The global object `awslambda`. */
export const streamingGlobals = {
  streamifyResponse: (handler: Handler & Marked, options?: { highWaterMark?: unknown }): Handler => {
    handler[STREAMING] = "response";
    if (typeof options?.highWaterMark === "number") handler[HIGH_WATER_MARK] = Math.trunc(options.highWaterMark);
    return handler;
  },
  HttpResponseStream: {
    /** Says status, headers and cookies ahead of the body. */
    from: (stream: ResponseStream, prelude: unknown): ResponseStream => {
      stream.setContentType(PRELUDE_CONTENT_TYPE);
      const json = JSON.stringify(prelude);
      stream.prelude = () => [json, PRELUDE_END];
      return stream;
    },
  },
};

export const streams = (handler: Handler & Marked): boolean => {
  if (!handler[STREAMING]) return false;
  if (handler[STREAMING] === "response") return true;
  throw runtimeError("Runtime.MalformedStreamingHandler", "Only response streaming is supported.");
};

export type OpenResponse = {
  readonly stream: ResponseStream;
  /** Resolves when the function has ended the stream and the Runtime API has taken all. */
  readonly finished: Promise<void>;
  /** Ends it with an error: at the end of what was sent, or instead of anything. */
  readonly fail: (thrown: unknown) => Promise<void>;
};

/** Nothing goes out before the first byte: until then the content type may change, and an error is a plain one. */
export const openResponse = (api: RuntimeApi, id: string, handler: Handler & Marked): OpenResponse => {
  let contentType = "application/octet-stream";
  let body: Promise<ResponseBody> | undefined;
  const started = (): Promise<ResponseBody> => (body ??= api.startStream(id, contentType));
  const writable = new Writable({
    ...highWaterMark(handler),
    write: (chunk: Buffer, _encoding, done) => {
      started()
        .then((open) => open.write(chunk))
        .then(() => done(), done);
    },
    final: (done) => {
      started()
        .then((open) => open.end())
        .then(() => done(), done);
    },
  });
  const stream = withPrelude(writable, (type) => {
    if (body !== undefined) {
      throw runtimeError("Runtime.InvalidStreamingOperation", "Cannot set content-type, too late.");
    }
    contentType = type;
  });
  const finished = new Promise<void>((resolve, reject) => {
    writable.once("finish", resolve);
    writable.once("error", reject);
  });
  // Somebody looks at it only if the handler comes to its end.
  finished.catch(() => {});
  return {
    stream,
    finished,
    fail: async (thrown) => {
      if (body === undefined) await api.fail(id, thrown);
      else if (!writable.writableEnded) await (await body).end(reportOf(thrown));
    },
  };
};

const highWaterMark = (handler: Marked): { highWaterMark?: number } => {
  const mark = handler[HIGH_WATER_MARK];
  return typeof mark === "number" ? { highWaterMark: mark } : {};
};

const withPrelude = (writable: Writable, setContentType: (type: string) => void): ResponseStream => {
  const write = writable.write.bind(writable);
  const end = writable.end.bind(writable);
  let isBegun = false;
  const begin = (): void => {
    if (isBegun) return;
    isBegun = true;
    for (const bytes of stream.prelude?.() ?? []) write(bytes);
  };
  const stream: ResponseStream = Object.assign(writable, {
    setContentType,
    write: (chunk: unknown, ...rest: unknown[]) => {
      begin();
      return Reflect.apply(write, writable, [bytesOf(chunk), ...rest]);
    },
    end: (chunk: unknown, ...rest: unknown[]) => {
      begin();
      const isData = chunk !== undefined && chunk !== null && typeof chunk !== "function";
      return Reflect.apply(end, writable, [isData ? bytesOf(chunk) : chunk, ...rest]);
    },
  });
  return stream;
};

/** AWS's stream takes objects too, as JSON. */
const bytesOf = (chunk: unknown): unknown =>
  typeof chunk === "string" || chunk instanceof Uint8Array ? chunk : JSON.stringify(chunk);
