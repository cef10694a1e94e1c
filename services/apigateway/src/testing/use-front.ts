import { createServer, type IncomingHttpHeaders, request as httpRequest } from "node:http";
import { createService, type Frame, HttpExchange } from "@skylab/service";
import { testFrame } from "@skylab/service/testing";
import { afterAll, beforeAll } from "vitest";
import { apigatewaymanagementapi } from "../service.ts";
import { listen } from "./listen.ts";
import { type TestApigateway, useApigateway } from "./use-apigateway.ts";

/** A request to an API, over HTTP. */
export type Asked = {
  readonly method?: string;
  /** In place of the server's own. */
  readonly host?: string;
  /** Names and values in turn go out as they stand. */
  readonly headers?: Readonly<Record<string, string>> | readonly string[];
  readonly body?: string | Buffer;
};

export type Answered = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Names as they came, and values, in turn. */
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
  readonly text: string;
};

export type TestFront = TestApigateway & {
  readonly frame: Frame;
  readonly port: number;
  /** Asks the data plane, as clients do. */
  readonly ask: (path: string, asked?: Asked) => Promise<Answered>;
};

const NO_PAGE_OF_OURS = { allowed: false, preflight: false, headers: { vary: "Origin" } };

/** The data plane on a port, before the tests of a file and until behind them. `auth`: everybody is root where absent. */
export function useFront(auth?: Frame["auth"]): () => TestFront {
  const apigateway = useApigateway();
  let front: TestFront | undefined;
  let close: (() => Promise<void>) | undefined;
  beforeAll(async () => {
    const test = apigateway();
    const frame = { ...testFrame(test.clock), ...(auth && { auth }) };
    const service = createService(apigatewaymanagementapi(test.engines), frame);
    const server = createServer((request, response) => {
      const exchange = new HttpExchange(request, response);
      // As the server judges pages where a service does not.
      if (request.headers.origin !== undefined) exchange.page = NO_PAGE_OF_OURS;
      const answering = service.respond(exchange, response);
      answering.catch(() => response.destroy());
    });
    const { port, ...listening } = await listen(server);
    front = { ...test, frame, port, ask: (path, asked) => ask(port, path, asked) };
    close = listening.close;
  });
  afterAll(() => close?.());
  return () => {
    if (!front) throw new Error("The data plane answers only while tests run.");
    return front;
  };
}

function ask(port: number, path: string, { body, headers = {}, host, method = "GET" }: Asked = {}): Promise<Answered> {
  const named = Array.isArray(headers) ? [...headers] : Object.entries(headers).flat();
  named.push("Host", host ?? `127.0.0.1:${port}`);
  if (body !== undefined) named.push("Content-Length", String(Buffer.byteLength(body)));
  return new Promise((resolve, reject) => {
    const sent = httpRequest({ port, host: "127.0.0.1", method, path, headers: named, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        const bytes = Buffer.concat(chunks);
        const { headers: answered, rawHeaders, statusCode = 0 } = response;
        resolve({ status: statusCode, headers: answered, rawHeaders, body: bytes, text: bytes.toString() });
      });
    });
    sent.on("error", reject);
    sent.end(body);
  });
}
