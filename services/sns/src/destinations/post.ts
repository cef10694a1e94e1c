import { type IncomingMessage, request as requestPlain, Agent as PlainAgent } from "node:http";
import { request as requestTls, Agent as TlsAgent } from "node:https";
import { type Guard, portOf } from "@skylab/egress";

/** What an endpoint answered to one request. */
export type Answer = {
  readonly status: number;
  readonly statusText: string;
  readonly location?: string;
  /** `WWW-Authenticate`, each of them. */
  readonly challenges: readonly string[];
};

export type Post = {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly signal: AbortSignal;
};

/** Posts to where the guard lets it. Rejects where no answer comes. */
export type SendPost = (post: Post) => Promise<Answer>;

/** A connection on which nothing is said for so long is closed: there may be as many receivers as clients subscribe. */
const IDLE_MS = 30_000;

export function openPost(guard: Guard): SendPost {
  // Kept open, as AWS does; an idle connection keeps no process alive.
  const kept = { keepAlive: true, timeout: IDLE_MS };
  const agents = { "http:": new PlainAgent(kept), "https:": new TlsAgent(kept) };
  const send = (post: Post): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const { url, headers, body, signal } = post;
      const options = { method: "POST", headers, signal, lookup: guard.lookupFor(portOf(url)) };
      const request =
        url.protocol === "https:"
          ? requestTls(url, { ...options, agent: agents["https:"] })
          : requestPlain(url, { ...options, agent: agents["http:"] });
      request.on("response", (response) => {
        response.on("error", reject);
        // The body says nothing to SNS; read to its end, or up to a limit, so that the connection serves again.
        discard(response);
        resolve(answerOf(response));
      });
      request.on("error", (error) => {
        // It was closed at the other end while it was idle: nobody has seen the request.
        if (request.reusedSocket && "code" in error && error.code === "ECONNRESET") resolve(send(post));
        else reject(error);
      });
      request.end(body);
    });
  return async (post) => {
    await guard.check(post.url);
    return await send(post);
  };
}

/** Whoever answers with more wants to be heard on another connection. */
const MAX_DISCARDED_BYTES = 64 * 1024;

function discard(response: IncomingMessage): void {
  let bytes = 0;
  response.on("data", (piece: Buffer) => {
    bytes += piece.length;
    if (bytes > MAX_DISCARDED_BYTES) response.destroy();
  });
}

function answerOf({ statusCode = 0, statusMessage = "", headers, headersDistinct }: IncomingMessage): Answer {
  const { location } = headers;
  return {
    status: statusCode,
    statusText: statusMessage,
    ...(location !== undefined && { location }),
    challenges: headersDistinct["www-authenticate"] ?? [],
  };
}
