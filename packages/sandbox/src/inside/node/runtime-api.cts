import type { Connection } from "./connection.cts";
import { openConnection } from "./connection.cts";
import type { ReportedError } from "./errors.cts";
import { reportOf } from "./errors.cts";

/** https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html */
const ROOT = "/2018-06-01/runtime";

export type Invocation = { readonly event: string; readonly headers: ReadonlyMap<string, string>; readonly id: string };

export type RuntimeApi = {
  readonly next: () => Promise<Invocation>;
  /** Takes JSON. */
  readonly respond: (id: string, result: string) => Promise<void>;
  readonly fail: (id: string, thrown: unknown) => Promise<void>;
  readonly failInit: (thrown: unknown) => Promise<void>;
  readonly startStream: (id: string, contentType: string) => Promise<ResponseBody>;
};

/** A response of which parts are on their way already. */
export type ResponseBody = {
  readonly write: (bytes: Buffer) => Promise<void>;
  /** With an error: what was sent is not all. */
  readonly end: (error?: ReportedError) => Promise<void>;
};

export const openRuntimeApi = (socketPath: string): RuntimeApi => {
  const connection = openConnection(socketPath);
  const postError = async (path: string, thrown: unknown): Promise<void> => {
    const report = reportOf(thrown);
    const type = `Lambda-Runtime-Function-Error-Type: ${headerSafe(report.errorType)}\r\n`;
    await connection.exchange(...post(path, JSON.stringify(report), type));
  };
  return {
    next: async () => {
      const { status, headers, body } = await connection.exchange(request("GET", `${ROOT}/invocation/next`, ""));
      if (status !== 200) throw new Error(`The Runtime API answers ${status}: ${body.toString()}`);
      return { event: body.toString(), headers, id: headers.get("lambda-runtime-aws-request-id") ?? "" };
    },
    respond: async (id, result) => {
      await connection.exchange(...post(`${ROOT}/invocation/${id}/response`, result, ""));
    },
    fail: (id, thrown) => postError(`${ROOT}/invocation/${id}/error`, thrown),
    failInit: (thrown) => postError(`${ROOT}/init/error`, thrown),
    startStream: async (id, contentType) => {
      await connection.send(request("POST", `${ROOT}/invocation/${id}/response`, streamHeaders(contentType)));
      return responseBody(connection);
    },
  };
};

const responseBody = (connection: Connection): ResponseBody => ({
  write: async (bytes) => {
    // A chunk of no bytes would be the end.
    if (bytes.length === 0) return;
    await connection.send(Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from("\r\n")]));
  },
  end: async (error) => {
    await connection.send(`0\r\n${error === undefined ? "" : trailers(error)}\r\n`);
    await connection.answer();
  },
});

const request = (method: string, path: string, headers: string): string =>
  `${method} ${path} HTTP/1.1\r\nHost: runtime\r\n${headers}\r\n`;

const post = (path: string, body: string, headers: string): [string, string] => [
  request("POST", path, `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n${headers}`),
  body,
];

const ERROR_TYPE = "Lambda-Runtime-Function-Error-Type";
const ERROR_BODY = "Lambda-Runtime-Function-Error-Body";

const streamHeaders = (contentType: string): string =>
  `Lambda-Runtime-Function-Response-Mode: streaming\r\nTransfer-Encoding: chunked\r\n` +
  `Content-Type: ${headerSafe(contentType)}\r\nTrailer: ${ERROR_TYPE}, ${ERROR_BODY}\r\n`;

const trailers = (error: ReportedError): string =>
  `${ERROR_TYPE}: ${headerSafe(error.errorType)}\r\n` +
  `${ERROR_BODY}: ${Buffer.from(JSON.stringify(error)).toString("base64")}\r\n`;

/** Functions name their errors as they like: no name may end the header. */
const headerSafe = (value: string): string => value.replaceAll(/[^\x20-\x7e]/g, "?");
