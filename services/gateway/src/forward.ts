import type { ServerResponse } from "node:http";
import { Readable } from "node:stream";
import type { AwsError } from "@skylab/aws";
import { type Exchange, internalFailure } from "@skylab/service";
import type { Replicas } from "@skylab/service/remote";
import { attempt, type AttemptResult, type Forwarded } from "./attempt.ts";
import { type ForwardedBody, bodyOf } from "./body.ts";
import { requestHeaders } from "./headers.ts";
import { notForwardable, serviceUnavailable } from "./refusals.ts";

/** What became of a forwarded request: answered by a replica, to be refused here, or over, since the client has left. */
export type ForwardResult =
  | { readonly kind: "answered"; readonly status: number }
  | { readonly kind: "refused"; readonly error: AwsError }
  | { readonly kind: "over" };

/** Where requests go, and what shows that they come through the gateway. */
export type ForwardTo = { readonly replicas: Replicas; readonly proof: (client: string) => string };

/** Forwards a request to one of the replicas, and to another where nothing of it was sent. */
export async function forward(exchange: Exchange, response: ServerResponse, to: ForwardTo): Promise<ForwardResult> {
  const body = await bodyOf(exchange.request).catch(() => undefined);
  if (body === undefined) return OVER;
  try {
    return await forwardBody(exchange, response, { ...to, body });
  } finally {
    // Where nobody has read it to its end, the rest is thrown away as it comes.
    if (body instanceof Readable) body.destroy();
  }
}

async function forwardBody(
  exchange: Exchange,
  response: ServerResponse,
  to: ForwardTo & { readonly body: ForwardedBody },
): Promise<ForwardResult> {
  const forwarded = forwardedRequest(exchange, to.body, to.proof);
  for (;;) {
    const replica = to.replicas.pick() ?? (await to.replicas.pickOrWait(exchange.signal));
    if (response.destroyed) return OVER;
    if (replica === undefined) return refused(serviceUnavailable());
    const result = await attempt(replica, forwarded, response);
    if (result.kind !== "unsent") return finish(result, response);
    if (response.destroyed) return OVER;
    if (isOurFault(result.error)) return refused(notForwardable(result.error.message));
    to.replicas.fell(replica, result.error);
  }
}

export const OVER: ForwardResult = { kind: "over" };

export const refused = (error: AwsError): ForwardResult => ({ kind: "refused", error });

function finish(result: Exclude<AttemptResult, { kind: "unsent" }>, response: ServerResponse): ForwardResult {
  if (result.kind === "answered") return result;
  if (response.destroyed) return OVER;
  // It may have been done, or not: AWS's own code for that, after which SDKs ask again.
  if (result.kind === "lost") return refused(internalFailure());
  // The client must not take half an answer for a whole one.
  response.destroy();
  return { kind: "answered", status: result.status };
}

/** undici's own checks, made before it looks for a connection. */
const isOurFault = (error: Error): boolean =>
  "code" in error && (error.code === "UND_ERR_INVALID_ARG" || error.code === "UND_ERR_NOT_SUPPORTED");

/** Path and query as they came. */
export const targetOf = ({ head }: Exchange): string => (head.query === "" ? head.path : `${head.path}?${head.query}`);

const forwardedRequest = (exchange: Exchange, body: ForwardedBody, proof: ForwardTo["proof"]): Forwarded => {
  const { head, request, sourceIp } = exchange;
  return {
    method: head.method,
    path: targetOf(exchange),
    headers: requestHeaders(request, sourceIp, proof(sourceIp)),
    body,
  };
};
