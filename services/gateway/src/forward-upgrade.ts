import { type ClientRequest, type IncomingMessage, request as httpRequest } from "node:http";
import type { Duplex } from "node:stream";
import { answerInstead, type Exchange, internalFailure, type Upgrade } from "@skylab/service";
import type { Replica } from "@skylab/service/remote";
import { type ForwardResult, type ForwardTo, OVER, refused, targetOf } from "./forward.ts";
import { answerHeaders, requestHeaders } from "./headers.ts";
import { pipeBothWays } from "./pipe-both-ways.ts";
import { serviceUnavailable } from "./refusals.ts";

/** Forwards a request for a WebSocket to one of the replicas, to another where nothing of it was sent, and then all that flows. */
export async function forwardUpgrade(exchange: Exchange, upgrade: Upgrade, to: ForwardTo): Promise<ForwardResult> {
  const { signal } = exchange;
  for (;;) {
    const replica = to.replicas.pick() ?? (await to.replicas.pickOrWait(signal));
    if (signal.aborted) return OVER;
    if (replica === undefined) return refused(serviceUnavailable());
    const result = await ask(replica, exchange, to.proof);
    if (signal.aborted) return OVER;
    if (result.kind === "unsent") to.replicas.fell(replica, result.error);
    else return await finish(result, exchange, upgrade);
  }
}

type Asked =
  | { readonly kind: "upgraded"; readonly answer: IncomingMessage; readonly upstream: Duplex; readonly head: Buffer }
  | { readonly kind: "answered"; readonly answer: IncomingMessage }
  /** There was no connection, and another replica may be asked. */
  | { readonly kind: "unsent"; readonly error: Error }
  | { readonly kind: "lost" };

/** Containers of one host connect in less than a millisecond; so long for a machine under load. */
const CONNECT_WITHIN_MS = 2_000;

async function ask(replica: Replica, exchange: Exchange, proof: ForwardTo["proof"]): Promise<Asked> {
  const { request, signal, sourceIp } = exchange;
  const [host, port] = replica.address.split(":", 2);
  // `agent: false`: a connection of its own.
  const sent = httpRequest({
    host,
    port,
    agent: false,
    method: request.method,
    path: targetOf(exchange),
    headers: [...requestHeaders(request, sourceIp, proof(sourceIp)), "Connection", "Upgrade", "Upgrade", "websocket"],
    signal,
    timeout: CONNECT_WITHIN_MS,
  });
  replica.inFlight += 1;
  try {
    return await answerTo(sent);
  } finally {
    replica.inFlight -= 1;
  }
}

function answerTo(sent: ClientRequest): Promise<Asked> {
  let isConnected = false;
  sent.once("socket", (socket) => {
    socket.once("connect", () => {
      isConnected = true;
      // How long the answer takes is the client's business.
      socket.setTimeout(0);
    });
  });
  sent.once("timeout", () => sent.destroy(new Error("The replica takes no connection.")));
  return new Promise((resolve) => {
    sent.on("error", (error) => resolve(isConnected ? { kind: "lost" } : { kind: "unsent", error }));
    sent.once("upgrade", (answer, upstream, head) => resolve({ kind: "upgraded", answer, upstream, head }));
    sent.once("response", (answer) => resolve({ kind: "answered", answer }));
    sent.end();
  });
}

async function finish(
  result: Exclude<Asked, { kind: "unsent" }>,
  exchange: Exchange,
  { socket, head }: Upgrade,
): Promise<ForwardResult> {
  // Whether the service has heard of it, nobody knows.
  if (result.kind === "lost") return refused(internalFailure());
  const { answer } = result;
  const status = answer.statusCode ?? 0;
  if (result.kind === "answered") {
    await answerInstead(exchange, { status, headers: headersOf(answer), body: answer });
    return { kind: "answered", status };
  }
  socket.write(headBytes(answer), "latin1");
  socket.write(result.head);
  result.upstream.write(head);
  await pipeBothWays(socket, result.upstream, exchange.signal);
  return { kind: "answered", status };
}

/** The head of an answer as it came. */
function headBytes({ rawHeaders, statusCode, statusMessage }: IncomingMessage): string {
  const lines = [`HTTP/1.1 ${statusCode} ${statusMessage}`];
  for (let i = 0; i < rawHeaders.length; i += 2) lines.push(`${rawHeaders[i]}: ${rawHeaders[i + 1]}`);
  return `${lines.join("\r\n")}\r\n\r\n`;
}

/** The headers of an answer that is no upgrade, each with all of its values. */
function headersOf({ rawHeaders }: IncomingMessage): Record<string, string[]> {
  const flat = answerHeaders(rawHeaders);
  const headers: Record<string, string[]> = {};
  for (let i = 0; i < flat.length; i += 2) (headers[flat[i] ?? ""] ??= []).push(flat[i + 1] ?? "");
  return headers;
}
