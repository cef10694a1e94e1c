import { createServer, type IncomingHttpHeaders, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";

/** A request that came to a receiver. */
export type ReceivedRequest = {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

export type Receiver = {
  readonly url: string;
  readonly port: number;
  readonly requests: readonly ReceivedRequest[];
  /** How many connections there were so far. */
  readonly connections: () => number;
  /** Closes connections on which nothing is said. */
  readonly closeIdle: () => void;
};

/** What a receiver answers to a request, the first of which is 0. */
export type Answers = (request: ReceivedRequest, index: number) => ReceiverAnswer | Promise<ReceiverAnswer>;

export type ReceiverAnswer = {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: string;
};

/** A web server on this machine that takes what SNS posts, until the test ends. */
export async function startReceiver(answers: Answers = () => ({ status: 200 })): Promise<Receiver> {
  const requests: ReceivedRequest[] = [];
  const listener: RequestListener = (request, response) => {
    void text(request).then(async (body) => {
      const received = { method: request.method ?? "", path: request.url ?? "", headers: request.headers, body };
      const index = requests.push(received) - 1;
      const answer = await answers(received, index);
      response.writeHead(answer.status, answer.headers).end(answer.body);
    });
  };
  const server = createServer(listener);
  // Longer than a busy machine stands still: who sends would find a connection closed that it just took.
  server.keepAliveTimeout = 120_000;
  let connections = 0;
  server.on("connection", () => (connections += 1));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo; // as: it listens on a port.
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    requests,
    connections: () => connections,
    closeIdle: () => server.closeIdleConnections(),
  };
}
